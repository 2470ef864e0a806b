package nl.tenzij.notification.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * News of pupils whom school-service has not told of yet. The two topics are read side by side, so
 * a sanction can be known before its pupil is; it waits here instead of being told to nobody. So
 * does a decision on a pupil of whom no guardian is known right now, for a while: a roster may have
 * lost them in the night.
 */
@ApplicationScoped
public class Waiting {

  private static final String ADD =
      """
      insert into waiting (board, school, pupil, event, news) values ($1, $2, $3, $4, $5::text::jsonb)
      on conflict (board, school, event) do nothing
      """;

  private static final String ADD_UNTIL =
      """
      insert into waiting (board, school, pupil, event, news, until)
      select $1, $2, $3, $4, $5::text::jsonb, $6 where not is_forgotten_by_now($1, $3)
      on conflict (board, school, event) do nothing
      """;

  private static final String ANY =
      """
      select exists (
        select from waiting where board = $1 and school = $2 and pupil = $3 and until > $4)
      """;

  private static final String LIMIT =
      """
      update waiting set until = $4
      where board = $1 and school = $2 and pupil = $3 and until is null
      returning news::text
      """;

  private static final String TAKE =
      """
      with taken as (
        delete from waiting where board = $1 and school = $2 and pupil = $3
        returning place, news, until)
      select news::text from taken where until is null or until > $4 order by place
      """;

  private static final String SWEEP = "delete from waiting where until <= $1";

  private final ObjectMapper json;
  private final Pool pool;
  private final Clock clock;

  public Waiting(ObjectMapper json, Pool pool, Clock clock) {
    this.json = json;
    this.pool = pool;
    this.clock = clock;
  }

  Uni<Void> add(News news, SqlConnection sql) {
    return sql.preparedQuery(ADD)
        .execute(
            Tuple.of(
                news.board().id(), news.school().id(), news.pupil(), news.event(), write(news)))
        .replaceWithVoid();
  }

  /** Nothing of who is forgotten. */
  Uni<Void> add(News news, Instant until, SqlConnection sql) {
    return sql.preparedQuery(ADD_UNTIL)
        .execute(
            Tuple.of(
                news.board().id(),
                news.school().id(),
                news.pupil(),
                news.event(),
                write(news),
                until.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  /** Whether something waits until a day for somebody who can be told of the pupil. */
  Uni<Boolean> hasAny(News news, Instant now, SqlConnection sql) {
    return sql.preparedQuery(ANY)
        .execute(of(news.board(), news.school(), news.pupil(), now))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  /**
   * The pupil is known now and nobody else: what waits for them does so no longer than this.
   *
   * @return what waited without an end until now
   */
  Uni<List<News>> limit(
      Board board, School school, String pupil, Instant until, SqlConnection sql) {
    return sql.preparedQuery(LIMIT).execute(of(board, school, pupil, until)).map(this::read);
  }

  /** Nobody came who could be told of these: that it was not told is the head's to know. */
  @Scheduled(every = "${tenzij.sending.sweep:1h}", concurrentExecution = ConcurrentExecution.SKIP)
  public Uni<Void> sweep() {
    return pool.preparedQuery(SWEEP)
        .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  /** Takes out what waits for a pupil, oldest first; what waited too long is gone. */
  Uni<List<News>> take(Board board, School school, String pupil, Instant now, SqlConnection sql) {
    return sql.preparedQuery(TAKE).execute(of(board, school, pupil, now)).map(this::read);
  }

  private List<News> read(RowSet<Row> rows) {
    return rows.stream().map(row -> read(row.getString(0))).toList();
  }

  private static Tuple of(Board board, School school, String pupil, Instant moment) {
    return Tuple.of(board.id(), school.id(), pupil, moment.atOffset(ZoneOffset.UTC));
  }

  private String write(News news) {
    try {
      return json.writeValueAsString(news);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("news cannot be written", impossible);
    }
  }

  private News read(String news) {
    try {
      return json.readValue(news, News.class);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("waiting news cannot be read", impossible);
    }
  }
}
