package nl.tenzij.notification.sending;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.notification.hours.SchoolHours;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.message.Urgency;

/**
 * Whether a message that is due may go now. Asked each time again: a mail that could not go out at
 * five to five does not go out at five past, and a holiday can have been laid down since.
 */
@ApplicationScoped
public class Resting {

  private final SchoolHours hours;
  private final Pool pool;

  public Resting(SchoolHours hours, Pool pool) {
    this.hours = hours;
    this.pool = pool;
  }

  /** Why a message has to wait, and until when. */
  record Rest(Reason reason, Instant until) {}

  Uni<Optional<Rest>> of(StreamId message, Notice notice, Instant now) {
    if (notice.urgency() == Urgency.URGENT) {
      return Uni.createFrom().item(Optional.empty());
    }
    return hours
        .of(message.board(), message.school(), pool)
        .map(known -> known.quietUntil(now).map(until -> new Rest(Reason.QUIET_HOURS, until)));
  }
}
