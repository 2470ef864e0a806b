package nl.tenzij.notification.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * News for a whole school. It is told pupil by pupil, or message by message, so it is noted here
 * how far that is; a process that dies on the way loses nothing and repeats little.
 */
@ApplicationScoped
public class Announcements {

  // A pupil who comes to be known sees no announcement that is added before its transaction's end,
  // and whoever tells that one does not see the pupil: nobody would tell them.
  private static final String NONE_NEW =
      "select pg_advisory_xact_lock_shared(hashtextextended($1, 1))";
  private static final String NO_PUPIL_ON_THE_WAY =
      "select pg_advisory_xact_lock(hashtextextended($1, 1))";
  private static final String ADD =
      """
      insert into announcement (board, school, event, news, sequence, replaced)
      values ($1, $2, $3, $4::text::jsonb, $5, $6)
      on conflict (board, school, event) do nothing
      """;
  // Waits for whoever tells it right now: what that one wrote down is known afterwards.
  private static final String STOP =
      """
      delete from announcement
      where board = $1 and school = $2 and sequence < $3 and news -> 'data' ->> $4 = $5
      """;
  // What an earlier one was to replace and did not come to yet is replaced too.
  private static final String REPLACE =
      """
      with gone as (
        delete from announcement
        where board = $1 and school = $2 and sequence < $3 and news ->> 'type' = $4 and news -> 'data' ->> $5 = $6
        returning event, replaced)
      select distinct earlier from gone, unnest(gone.replaced || gone.event) earlier
      """;
  // At random, so that one that fails does not stand before the others.
  private static final String UNDER_WAY =
      """
      select news::text, after, replaced from announcement where not done
      order by random() limit 1 for update skip locked
      """;
  private static final String PUPILS =
      """
      select pupil from pupil where board = $1 and school = $2 and pupil > $3 order by pupil limit $4
      """;
  // Nobody is named any more once all have heard.
  private static final String REACHED =
      """
      update announcement set after = case when $5 then '' else $4 end, done = $5
      where board = $1 and school = $2 and event = $3
      """;
  private static final String LATER =
      """
      select news::text from announcement where board = $1 and school = $2 and sequence > $3 order by sequence
      for share
      """;

  private final ObjectMapper json;

  public Announcements(ObjectMapper json) {
    this.json = json;
  }

  /**
   * @param after the last who heard of it, or empty
   * @param replaced the events that said the same before, and of which nobody need be told any more
   */
  record UnderWay(News news, String after, List<String> replaced) {}

  /** From here to the end of the transaction nothing new is announced at the school. */
  Uni<Void> noneNew(Board board, School school, SqlConnection sql) {
    return lock(NONE_NEW, board, school, sql);
  }

  /**
   * Those who are just coming to be known at the school are so now, and no others before the end of
   * the transaction.
   */
  Uni<Void> noPupilOnTheWay(News news, SqlConnection sql) {
    return lock(NO_PUPIL_ON_THE_WAY, news.board(), news.school(), sql);
  }

  private static Uni<Void> lock(String how, Board board, School school, SqlConnection sql) {
    return sql.preparedQuery(how)
        .execute(Tuple.of(board.id() + '\n' + school.id()))
        .replaceWithVoid();
  }

  /**
   * @param sequence the event's place at its producer
   * @param replaced the events that it replaces
   */
  Uni<Void> add(News news, long sequence, List<String> replaced, SqlConnection sql) {
    return sql.preparedQuery(ADD)
        .execute(
            Tuple.of(
                news.board().id(),
                news.school().id(),
                news.event(),
                write(news),
                sequence,
                replaced.toArray(String[]::new)))
        .replaceWithVoid();
  }

  /** One that nobody else works on; this transaction holds it. */
  Uni<Optional<UnderWay>> next(SqlConnection sql) {
    return sql.query(UNDER_WAY)
        .execute()
        .map(
            rows -> {
              if (rows.size() == 0) {
                return Optional.empty();
              }
              Row row = rows.iterator().next();
              return Optional.of(
                  new UnderWay(
                      read(row.getString(0)), row.getString(1), List.of(row.getArrayOfStrings(2))));
            });
  }

  /** Nobody else is told of what was announced on a matter before. */
  Uni<Void> stop(String matter, News news, long sequence, SqlConnection sql) {
    return sql.preparedQuery(STOP)
        .execute(
            Tuple.of(news.board().id(), news.school().id(), sequence, matter, news.fact(matter)))
        .replaceWithVoid();
  }

  /**
   * Nobody else is told what news of the same kind said of a matter before.
   *
   * @return the events that said it
   */
  Uni<List<String>> replace(String matter, News news, long sequence, SqlConnection sql) {
    return sql.preparedQuery(REPLACE)
        .execute(
            Tuple.of(
                news.board().id(),
                news.school().id(),
                sequence,
                news.type(),
                matter,
                news.fact(matter)))
        .map(
            rows -> {
              List<String> found = new ArrayList<>();
              for (Row row : rows) {
                found.add(row.getString(0));
              }
              return found;
            });
  }

  Uni<List<String>> pupils(UnderWay announcement, int most, SqlConnection sql) {
    News news = announcement.news();
    return sql.preparedQuery(PUPILS)
        .execute(Tuple.of(news.board().id(), news.school().id(), announcement.after(), most))
        .map(
            rows -> {
              List<String> found = new ArrayList<>();
              for (Row row : rows) {
                found.add(row.getString(0));
              }
              return found;
            });
  }

  Uni<Void> reached(News news, String who, boolean done, SqlConnection sql) {
    return sql.preparedQuery(REACHED)
        .execute(Tuple.of(news.board().id(), news.school().id(), news.event(), who, done))
        .replaceWithVoid();
  }

  /** What was announced after a place in the school's history, oldest first. */
  Uni<List<News>> after(Board board, School school, long sequence, SqlConnection sql) {
    return sql.preparedQuery(LATER)
        .execute(Tuple.of(board.id(), school.id(), sequence))
        .map(this::readAll);
  }

  private List<News> readAll(RowSet<Row> rows) {
    List<News> found = new ArrayList<>();
    for (Row row : rows) {
      found.add(read(row.getString(0)));
    }
    return found;
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
      throw new IllegalStateException("kept news cannot be read", impossible);
    }
  }
}
