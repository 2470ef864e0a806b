package nl.tenzij.notification.reminder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.trigger.News;

/**
 * Reminds the head of a decision on a pupil of whom the roster names nobody who can be told: it
 * waits for them for a while only, and has to be said at home all the same (WVO 2020 art. 8.14).
 */
@ApplicationScoped
public class NobodyToTell {

  /** Nobody says that the head has told them. */
  private static final int DAYS_SHOWN = 28;

  /** Another decision on the same matter is unread anew. */
  private static final String RAISE =
      """
      insert into reminder (reminder, board, school, kind, matter, pupil, audience, last_shown, sequence, since)
      select $1, $2, $3, 'NOBODY_TO_TELL', $4, $5, array['HEAD'], $6, 0, $7 where not is_forgotten_by_now($2, $5)
      on conflict (board, school, kind, matter) do update
      set reminder = excluded.reminder, last_shown = excluded.last_shown, since = excluded.since
      """;

  private static final String UNREAD = "delete from reminder_read where reminder = $1";

  private static final String SETTLE =
      """
      delete from reminder
      where board = $1 and school = $2 and kind = 'NOBODY_TO_TELL' and matter = any($3)
      """;

  /**
   * @param matter what was decided on
   */
  public Uni<Void> raise(News news, UUID matter, Instant now, SqlConnection sql) {
    UUID reminder = reminder(news);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return sql.preparedQuery(RAISE)
        .execute(
            Tuple.tuple()
                .addUUID(reminder)
                .addString(news.board().id())
                .addString(news.school().id())
                .addUUID(matter)
                .addString(news.pupil())
                .addLocalDate(today.plusDays(DAYS_SHOWN))
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
        .chain(() -> sql.preparedQuery(UNREAD).execute(Tuple.of(reminder)))
        .replaceWithVoid();
  }

  /** Somebody is told of these now. */
  public Uni<Void> settle(Board board, School school, Set<UUID> matters, SqlConnection sql) {
    return sql.preparedQuery(SETTLE)
        .execute(Tuple.of(board.id(), school.id(), matters.toArray(UUID[]::new)))
        .replaceWithVoid();
  }

  /** The event's own id is that of other reminders it raises. */
  private static UUID reminder(News news) {
    String name = Kind.NOBODY_TO_TELL + "\n" + news.event();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
