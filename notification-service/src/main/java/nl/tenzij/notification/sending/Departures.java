package nl.tenzij.notification.sending;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.notification.hours.Hours;
import nl.tenzij.notification.hours.SchoolHours;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Message;
import nl.tenzij.notification.message.Message.Claim;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.message.Urgency;
import nl.tenzij.notification.sending.Departure.Gathering;
import nl.tenzij.notification.sending.Departure.Held;
import nl.tenzij.notification.sending.Departure.Mailbox;
import nl.tenzij.notification.sending.Departure.Peer;

/**
 * Asks what stands in a message's way when it is due. Asked each time again: a mail that could not
 * go out at five to five does not go out at five past, and a holiday can have been laid down since.
 */
@ApplicationScoped
public class Departures {

  private static final String OTHERS =
      """
      select message, claim, due_at, attempts from message_view
      where board = $1 and school = $2 and guardian = $3 and channel = 'EMAIL' and urgency = 'NORMAL'
        and language = $4 and due_at is not null and message <> $5
      """;
  private static final String LAST =
      """
      select max(sent_at) from message_view
      where board = $1 and school = $2 and guardian = $3 and channel = 'EMAIL'
      """;

  private final SchoolHours hours;
  private final SendingConfig config;
  private final Pool pool;

  public Departures(SchoolHours hours, SendingConfig config, Pool pool) {
    this.hours = hours;
    this.config = config;
    this.pool = pool;
  }

  Uni<Departure> of(StreamId stream, Message message, Instant now) {
    Notice notice = message.notice();
    if (notice.urgency() == Urgency.URGENT) {
      return Uni.createFrom().item(Departure.ALONE);
    }
    return hours
        .of(stream.board(), stream.school(), pool)
        .chain(
            known ->
                known
                    .quietUntil(now)
                    .<Uni<Departure>>map(
                        quiet -> Uni.createFrom().item(new Held(Reason.QUIET_HOURS, quiet)))
                    .orElseGet(() -> among(stream, message, known, now)));
  }

  private Uni<Departure> among(StreamId stream, Message message, Hours known, Instant now) {
    if (message.notice().channel() != Channel.EMAIL) {
      return Uni.createFrom().item(Departure.ALONE);
    }
    Claim claim = message.claim();
    Gathering gathering = new Gathering(config.gather(), config.look(), known);
    return mailbox(stream, message.notice())
        .map(mailbox -> mailbox.of(stream.id(), claim == null ? null : claim.id(), gathering, now));
  }

  private Uni<Mailbox> mailbox(StreamId stream, Notice notice) {
    String board = stream.board().id();
    String school = stream.school().id();
    return pool.preparedQuery(OTHERS)
        .execute(Tuple.of(board, school, notice.guardian(), notice.text().language(), stream.id()))
        .map(
            rows -> {
              List<Peer> others = new ArrayList<>();
              for (Row row : rows) {
                others.add(
                    new Peer(
                        row.getUUID(0),
                        row.getUUID(1),
                        row.getOffsetDateTime(2).toInstant(),
                        row.getInteger(3)));
              }
              return others;
            })
        .chain(
            others ->
                pool.preparedQuery(LAST)
                    .execute(Tuple.of(board, school, notice.guardian()))
                    .map(rows -> rows.iterator().next().getOffsetDateTime(0))
                    .map(last -> new Mailbox(others, instant(last))));
  }

  private static Instant instant(OffsetDateTime moment) {
    return moment == null ? null : moment.toInstant();
  }
}
