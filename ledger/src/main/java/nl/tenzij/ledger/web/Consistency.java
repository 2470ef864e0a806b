package nl.tenzij.ledger.web;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** Lets a read of a projection wait for the write that the client knows of. */
@RequestScoped
public class Consistency {

  private static final Duration AT_MOST = Duration.ofSeconds(3);

  private HttpHeaders headers;
  private Subscriptions subscriptions;
  private EventStore store;

  protected Consistency() {}

  @Inject
  public Consistency(HttpHeaders headers, Subscriptions subscriptions, EventStore store) {
    this.headers = headers;
    this.subscriptions = subscriptions;
    this.store = store;
  }

  /** Whether the client knows of a write that the answer has to show. */
  public boolean isAskedFor() {
    return headers.getHeaderString(ConsistencyToken.HEADER) != null;
  }

  /**
   * Comes once the subscription has handled what the request's token stands for, at once where the
   * request carries none.
   *
   * @return fails with {@link NotYet} where that takes too long
   */
  public Uni<Void> reached(String subscription) {
    String text = headers.getHeaderString(ConsistencyToken.HEADER);
    if (text == null) {
      return Uni.createFrom().voidItem();
    }
    ConsistencyToken token = ConsistencyToken.parse(text);
    if (token.partition() >= store.partitions()) {
      throw invented();
    }
    return subscriptions
        .reached(subscription, token.partition(), token.position(), Duration.ZERO)
        .onFailure(TimeoutException.class)
        .recoverWithUni(() -> written(token).chain(() -> awaited(subscription, token)));
  }

  /**
   * Comes once the subscription has handled all that was written to the school's partition until
   * now, whatever the client knows of: for decisions that what is in the log must not slip past.
   *
   * @return fails with {@link NotYet} where that takes too long
   */
  public Uni<Void> latest(String subscription, Board board, School school) {
    return inTime(subscriptions.latest(subscription, board, school, AT_MOST));
  }

  /** Nobody is waited for who waits for what was never written. */
  private Uni<Void> written(ConsistencyToken token) {
    return store
        .head(token.partition())
        .invoke(
            head -> {
              if (head < token.position()) {
                throw invented();
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> awaited(String subscription, ConsistencyToken token) {
    return inTime(
        subscriptions.reached(subscription, token.partition(), token.position(), AT_MOST));
  }

  private static Uni<Void> inTime(Uni<Void> waiting) {
    return waiting.onFailure(TimeoutException.class).transform(late -> new NotYet());
  }

  private static Invalid invented() {
    return new Invalid(ConsistencyToken.HEADER, "format", "A token as a write answered it.");
  }
}
