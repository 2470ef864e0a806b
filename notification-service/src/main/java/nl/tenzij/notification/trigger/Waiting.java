package nl.tenzij.notification.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * News of pupils whom school-service has not told of yet. The two topics are read side by side, so
 * a sanction can be known before its pupil is; it waits here instead of being told to nobody.
 */
@ApplicationScoped
public class Waiting {

  private static final String ADD =
      """
      insert into waiting (board, school, pupil, event, news) values ($1, $2, $3, $4, $5::text::jsonb)
      on conflict (board, school, event) do nothing
      """;

  private static final String TAKE =
      """
      with taken as (
        delete from waiting where board = $1 and school = $2 and pupil = $3 returning place, news)
      select news::text from taken order by place
      """;

  private final ObjectMapper json;

  public Waiting(ObjectMapper json) {
    this.json = json;
  }

  Uni<Void> add(News news, SqlConnection sql) {
    return sql.preparedQuery(ADD)
        .execute(
            Tuple.of(
                news.board().id(), news.school().id(), news.pupil(), news.event(), write(news)))
        .replaceWithVoid();
  }

  /** Takes out what waits for a pupil, oldest first. */
  Uni<List<News>> take(Board board, School school, String pupil, SqlConnection sql) {
    return sql.preparedQuery(TAKE)
        .execute(Tuple.of(board.id(), school.id(), pupil))
        .map(
            rows -> {
              List<News> found = new ArrayList<>();
              for (Row row : rows) {
                found.add(read(row.getString(0)));
              }
              return found;
            });
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
