package nl.tenzij.notification.trigger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.notification.hours.Hours;
import nl.tenzij.notification.hours.SchoolHours;
import nl.tenzij.notification.message.MessageCommand;
import nl.tenzij.notification.message.MessageCommand.HoldMessage;
import nl.tenzij.notification.message.MessageCommand.QueueMessage;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.message.Urgency;

/**
 * Writes a message down: due at once, or held until the school may write to guardians. Whether it
 * may go is asked again when its moment has come.
 */
@ApplicationScoped
public class WritingDown {

  private static final String FORGOTTEN =
      "select is_forgotten_by_now($1, $2) or is_forgotten_by_now($1, $3)";

  private final Messages messages;
  private final SchoolHours hours;
  private final Clock clock;

  public WritingDown(Messages messages, SchoolHours hours, Clock clock) {
    this.messages = messages;
    this.hours = hours;
    this.clock = clock;
  }

  Uni<Boolean> write(StreamId stream, Notice notice, Meta meta, SqlConnection sql) {
    return write(stream, notice, clock.instant(), meta, sql);
  }

  /**
   * @param soonest from when on it may go, if the hours let it
   * @return whether it was: to who is forgotten nothing is told, nor of them
   */
  Uni<Boolean> write(
      StreamId stream, Notice notice, Instant soonest, Meta meta, SqlConnection sql) {
    return sql.preparedQuery(FORGOTTEN)
        .execute(Tuple.of(stream.board().id(), notice.pupil(), notice.guardian()))
        .map(rows -> rows.iterator().next().getBoolean(0))
        .chain(
            forgotten ->
                forgotten
                    ? Uni.createFrom().item(false)
                    : writeDown(stream, notice, soonest, meta, sql).replaceWith(true));
  }

  private Uni<?> writeDown(
      StreamId stream, Notice notice, Instant soonest, Meta meta, SqlConnection sql) {
    return hours
        .of(stream.board(), stream.school(), sql)
        .map(known -> first(notice, known, soonest, clock.instant()))
        .chain(command -> messages.handle(stream, command, meta));
  }

  private static MessageCommand first(Notice notice, Hours hours, Instant soonest, Instant now) {
    if (notice.urgency() == Urgency.URGENT) {
      return new QueueMessage(notice, now);
    }
    return hours
        .quietUntil(now)
        .<MessageCommand>map(until -> new HoldMessage(notice, Reason.QUIET_HOURS, until, now))
        .orElseGet(
            () ->
                soonest.isAfter(now)
                    ? new HoldMessage(notice, Reason.GRACE, soonest, now)
                    : new QueueMessage(notice, now));
  }
}
