package nl.tenzij.notification.hours;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.message.MessageCommand.PostponeMessage;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Reason;

/**
 * Holds a school's messages by its new hours. What is written down at this very moment by the old
 * ones is looked at again when its time comes.
 */
@ApplicationScoped
public class Review {

  /**
   * What may go out now goes a moment later, all at once: the first would be on its way alone
   * before the others are let go.
   */
  private static final Duration TOGETHER = Duration.ofSeconds(2);

  private static final String HELD =
      """
      select message from message_view
      where board = $1 and school = $2 and state = 'HELD' and reason = 'QUIET_HOURS' and due_at is distinct from $3
      order by message
      """;

  private final SchoolHours hours;
  private final Messages messages;
  private final Clock clock;

  public Review(SchoolHours hours, Messages messages, Clock clock) {
    this.hours = hours;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * @param cause the event that brought the new hours
   */
  Uni<Void> of(Board board, School school, UUID cause, SqlConnection sql) {
    Instant now = clock.instant();
    return hours
        .of(board, school, sql)
        .map(changed -> changed.quietUntil(now).orElse(now.plus(TOGETHER)))
        .chain(
            until ->
                held(board, school, until, sql)
                    .chain(
                        found ->
                            postpone(
                                found.stream()
                                    .map(each -> Messages.stream(board, school, each))
                                    .toList(),
                                new PostponeMessage(Reason.QUIET_HOURS, until, now),
                                cause)));
  }

  private static Uni<List<UUID>> held(
      Board board, School school, Instant until, SqlConnection sql) {
    return sql.preparedQuery(HELD)
        .execute(Tuple.of(board.id(), school.id(), until.atOffset(ZoneOffset.UTC)))
        .map(
            rows -> {
              List<UUID> found = new ArrayList<>();
              for (Row row : rows) {
                found.add(row.getUUID(0));
              }
              return found;
            });
  }

  private Uni<Void> postpone(List<StreamId> held, PostponeMessage again, UUID cause) {
    return Multi.createFrom()
        .iterable(held)
        .onItem()
        .transformToUniAndConcatenate(
            message -> messages.handle(message, again, Messages.because(cause, null)))
        .collect()
        .last()
        .replaceWithVoid();
  }
}
