package nl.tenzij.notification.hours;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Set;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * Our own record of when each school may write to guardians, fed by school-service's events. Zone,
 * calendar and quiet hours come in events of their own; of each the latest counts.
 */
@ApplicationScoped
public class SchoolHours {

  private static final String KEEP =
      """
      insert into school_hours (board, school, part, content, sequence) values ($1, $2, $3, $4::text::jsonb, $5)
      on conflict (board, school, part) do update set content = excluded.content, sequence = excluded.sequence
      where school_hours.sequence < excluded.sequence
      """;
  private static final String FIND =
      "select part, content::text from school_hours where board = $1 and school = $2";

  private final ObjectMapper json;

  public SchoolHours(ObjectMapper json) {
    this.json = json;
  }

  /** What is kept of a school, and from which event it comes. */
  enum Part {
    /** A zone's name, from the school's registration; a calendar's own wins. */
    ZONE,
    CALENDAR,
    QUIET
  }

  /**
   * @param content null where the event says nothing of it
   * @param sequence an older state than the one known changes nothing
   */
  Uni<Void> keep(
      Board board, School school, Part part, Object content, long sequence, SqlConnection sql) {
    return sql.preparedQuery(KEEP)
        .execute(Tuple.of(board.id(), school.id(), part.name(), write(content), sequence))
        .replaceWithVoid();
  }

  /** A school of which nothing is known has the usual hours. */
  public Uni<Hours> of(Board board, School school, SqlClient sql) {
    return sql.preparedQuery(FIND)
        .execute(Tuple.of(board.id(), school.id()))
        .map(
            rows -> {
              Known known = Known.NOTHING;
              for (Row row : rows) {
                known = with(known, Part.valueOf(row.getString(0)), row.getString(1));
              }
              return known.hours();
            });
  }

  private record Known(String zone, Calendar calendar, Quiet quiet) {

    static final Known NOTHING = new Known(null, null, null);

    Hours hours() {
      boolean set = calendar != null && calendar.timeZone() != null;
      String name = set ? calendar.timeZone() : zone;
      return new Hours(
          name == null ? null : ZoneId.of(name),
          calendar == null ? Set.of() : calendar.days(),
          calendar == null ? null : calendar.holidays(),
          quiet);
    }
  }

  private Known with(Known known, Part part, String content) {
    return switch (part) {
      case ZONE -> new Known(read(content, String.class), known.calendar(), known.quiet());
      case CALENDAR -> new Known(known.zone(), read(content, Calendar.class), known.quiet());
      case QUIET -> new Known(known.zone(), known.calendar(), read(content, Quiet.class));
    };
  }

  private String write(Object content) {
    try {
      return json.writeValueAsString(content);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("hours cannot be written", impossible);
    }
  }

  private <T> T read(String content, Class<T> type) {
    try {
      return json.readValue(content, type);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("kept hours cannot be read", impossible);
    }
  }
}
