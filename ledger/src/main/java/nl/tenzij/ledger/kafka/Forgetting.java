package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.privacy.Erasures.Erasure;
import nl.tenzij.ledger.privacy.Removals;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.subscription.Subscriptions;

/**
 * Forgets here whom another service has forgotten, at all schools of the board, in the transaction
 * in which the message is remembered: the key, also where there was none yet, what is kept beside
 * the log, and a word in the log that it was so. Projections hear of it from the log. Who writes
 * about a subject by what comes in whatever order asks the database whether it is forgotten by now.
 */
public abstract class Forgetting implements Consumer {

  private static final Duration BEHIND_AT_MOST = Duration.ofSeconds(10);

  private final Erasures erasures;
  private final Subscriptions subscriptions;

  /** For the container. */
  protected Forgetting() {
    this(null, null);
  }

  protected Forgetting(Erasures erasures, Subscriptions subscriptions) {
    this.erasures = erasures;
    this.subscriptions = subscriptions;
  }

  /** Whom the message is about. */
  protected abstract String subject(Incoming message);

  /**
   * Names of the projections that show subjects. They come to the end of the log first, while who
   * writes about the subject by what comes in waits: what was written a moment before is found by
   * them, and none of it is still to be shown when the log says that the subject is forgotten.
   */
  protected abstract Set<String> projections();

  /**
   * Ends what is under way for the subject, as long as it can be found. It commits by itself and
   * may come again.
   */
  protected Uni<Void> end(Incoming message, String subject, SqlConnection sql) {
    return Uni.createFrom().voidItem();
  }

  /** Statements that remove what is kept, of the board {@code $1} and the subject {@code $2}. */
  protected abstract List<String> removals();

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    String subject = subject(message);
    return erasures
        .forget(
            new Erasure(message.board(), message.school(), subject, because(message)),
            sql,
            () ->
                subscriptions
                    .latest(projections(), BEHIND_AT_MOST)
                    .chain(() -> end(message, subject, sql))
                    .chain(() -> Removals.run(removals(), message.board(), subject, sql)))
        .replaceWithVoid();
  }

  /** For what follows from a message. */
  protected Meta because(Incoming message) {
    UUID cause = UUID.fromString(message.id());
    return new Meta(name(), "service", UUID.randomUUID(), cause, cause, message.traceparent());
  }
}
