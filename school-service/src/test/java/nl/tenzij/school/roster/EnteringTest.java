package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tenzij.ledger.store.Overloaded;
import org.junit.jupiter.api.Test;

class EnteringTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void whileTheLogIsOthersAShareIsEnteredAgain() {
    Uni<String> entering =
        Uni.createFrom()
            .deferred(
                () ->
                    asked.incrementAndGet() < 3
                        ? Uni.createFrom().failure(new Overloaded("a partition is held"))
                        : Uni.createFrom().item("entered"));

    assertThat(Entering.unlessBusy(entering).await().atMost(LONG)).isEqualTo("entered");
    assertThat(asked).hasValue(3);
  }

  /** The import breaks off, and is taken up by whoever has its lease next. */
  @Test
  void whatIsBrokenIsNotTriedAgainAtOnce() {
    Uni<String> broken =
        Uni.createFrom()
            .deferred(
                () -> {
                  asked.incrementAndGet();
                  return Uni.createFrom().failure(new IllegalStateException("away"));
                });

    assertThatThrownBy(() -> Entering.unlessBusy(broken).await().atMost(LONG))
        .isInstanceOf(IllegalStateException.class);
    assertThat(asked).hasValue(1);
  }
}
