package nl.tenzij.ledger.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TurnstileTest {

  private final Turnstile turnstile = new Turnstile(1);

  /** Work that takes as long as the test wants. */
  private static final class Work {
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Uni<Void> run() {
      return Uni.createFrom()
          .deferred(
              () -> {
                begun.set(true);
                return Uni.createFrom().completionStage(end);
              });
    }
  }

  private Cancellable pass(Work work) {
    return turnstile.pass(work.run()).subscribe().with(done -> {}, failure -> {});
  }

  private static void awaitBegun(Work work) {
    await().atMost(Duration.ofSeconds(60)).until(work.begun::get);
  }

  @Test
  void lets_the_next_in_when_one_is_done_or_fails() {
    Work first = new Work();
    Work second = new Work();
    Work third = new Work();
    pass(first);
    pass(second);
    pass(third);
    assertThat(second.begun).isFalse();

    first.end.complete(null);
    awaitBegun(second);
    assertThat(third.begun).isFalse();
    second.end.completeExceptionally(new IllegalStateException("broken"));
    awaitBegun(third);
  }

  @Test
  void gives_no_place_to_who_has_left_the_line() {
    Work first = new Work();
    Work impatient = new Work();
    Work patient = new Work();
    pass(first);
    Cancellable waiting = pass(impatient);
    pass(patient);

    waiting.cancel();
    first.end.complete(null);

    awaitBegun(patient);
    assertThat(impatient.begun).isFalse();
    patient.end.complete(null);
    Work last = new Work();
    pass(last);
    awaitBegun(last);
  }

  @Test
  void keeps_the_place_of_work_that_nobody_waits_for_until_it_is_done() {
    Work abandoned = new Work();
    Work next = new Work();
    Cancellable asking = pass(abandoned);
    awaitBegun(abandoned);

    asking.cancel();
    pass(next);
    assertThat(next.begun).isFalse();

    abandoned.end.complete(null);
    awaitBegun(next);
  }
}
