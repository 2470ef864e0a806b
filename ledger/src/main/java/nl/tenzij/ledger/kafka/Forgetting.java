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
 * Forgets here whom another service has forgotten, at all schools of the board. First the key is
 * destroyed, also where there was none yet. The rest needs lists that are not behind, and waits for
 * them: the end of what is under way; then, in the transaction in which the message is remembered,
 * what is kept beside the log and a word in the log that the subject is forgotten, from which
 * projections hear of it. Who writes about a subject by what comes in whatever order asks the
 * database whether it is forgotten by now.
 */
public abstract class Forgetting implements Consumer {

  /** Not for long: who waits has a turn. The message comes again until the lists have come. */
  private static final Duration BEHIND_AT_MOST = Duration.ofMillis(500);

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
   * Names of the projections that show subjects. All that the log said of the board before the key
   * was destroyed is in them by the time when what is under way is looked for, and when the log
   * says that the subject is forgotten.
   */
  protected abstract Set<String> projections();

  /**
   * Ends what is under way for the subject, as long as it can be found; the key is gone. It commits
   * by itself and may come again.
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
        .endKey(message.board(), subject)
        .chain(() -> subscriptions.latest(projections(), message.board(), BEHIND_AT_MOST))
        .chain(
            () ->
                erasures.forget(
                    new Erasure(message.board(), message.school(), subject, because(message)),
                    sql,
                    () ->
                        end(message, subject, sql)
                            .chain(() -> Removals.run(removals(), message.board(), subject, sql))))
        .replaceWithVoid();
  }

  /** For what follows from a message. */
  protected Meta because(Incoming message) {
    UUID cause = UUID.fromString(message.id());
    return new Meta(name(), "service", UUID.randomUUID(), cause, cause, message.traceparent());
  }

  /**
   * Hears the same and destroys keys only: also of those whose message stands behind one that waits
   * for a list.
   */
  public Consumer keys() {
    return new Keys();
  }

  private final class Keys implements Consumer {
    @Override
    public String name() {
      return "destroy-keys";
    }

    @Override
    public String topic() {
      return Forgetting.this.topic();
    }

    @Override
    public Set<String> types() {
      return Forgetting.this.types();
    }

    @Override
    public Uni<Void> handle(Incoming message, SqlConnection sql) {
      return erasures.endKey(message.board(), subject(message), sql);
    }
  }
}
