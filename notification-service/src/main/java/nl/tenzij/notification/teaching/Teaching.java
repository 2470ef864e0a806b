package nl.tenzij.notification.teaching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** Our own record of who teaches and mentors whom, each with its days. */
@ApplicationScoped
public class Teaching {

  // An older state than the one known changes nothing: then nobody is "told". Nor is who is
  // forgotten.
  private static final String PUPIL =
      """
      with told as (
        insert into pupil_taught as known (board, school, pupil, mentor, sequence)
        select $1, $2, $3, case when not is_forgotten_by_now($1, $4) then $4 end, $5
        where not is_forgotten_by_now($1, $3)
        on conflict (board, school, pupil) do update
        set mentor = excluded.mentor, sequence = excluded.sequence
        where known.sequence < excluded.sequence
        returning pupil),
      gone as (
        delete from pupil_place p using told
        where p.board = $1 and p.school = $2 and p.pupil = $3)
      insert into pupil_place (board, school, pupil, class, first_day, last_day)
      select $1, $2, $3, n.id, n.begin, n.end
      from told, json_to_recordset($6::text::json) as n (id text, begin date, "end" date)
      """;

  private static final String CLASS =
      """
      with told as (
        insert into class_taught as known (board, school, class, sequence)
        values ($1, $2, $3, $4)
        on conflict (board, school, class) do update set sequence = excluded.sequence
        where known.sequence < excluded.sequence
        returning class),
      gone as (
        delete from teacher_place t using told
        where t.board = $1 and t.school = $2 and t.class = $3)
      insert into teacher_place (board, school, class, staff, first_day, last_day)
      select $1, $2, $3, n.id, n.begin, n.end
      from told, json_to_recordset($5::text::json) as n (id text, begin date, "end" date)
      where not is_forgotten_by_now($1, n.id)
      """;

  private static final String MENTORED_BY =
      "select pupil from pupil_taught where board = $1 and school = $2 and mentor = $3";

  private static final String PUPILS_OF =
      """
      select pupil from pupil_taught where board = $1 and school = $2 and mentor = $3
      union
      select p.pupil
      from teacher_place t
      join pupil_place p on p.board = t.board and p.school = t.school and p.class = t.class
      where t.board = $1 and t.school = $2 and t.staff = $3
        and coalesce(t.first_day <= $4, true) and coalesce(t.last_day >= $4, true)
        and coalesce(p.first_day <= $4, true) and coalesce(p.last_day >= $4, true)
      """;

  private final ObjectMapper json;

  public Teaching(ObjectMapper json) {
    this.json = json;
  }

  /** The pupils whom a member of staff teaches on a day, or mentors. */
  public Uni<List<String>> pupilsOf(
      Board board, School school, String staff, LocalDate day, SqlClient sql) {
    return pupils(sql, PUPILS_OF, Tuple.of(board.id(), school.id(), staff, day));
  }

  /** The pupils whom a member of staff mentors, by the roster. */
  public Uni<List<String>> mentoredBy(Board board, School school, String staff, SqlClient sql) {
    return pupils(sql, MENTORED_BY, Tuple.of(board.id(), school.id(), staff));
  }

  private static Uni<List<String>> pupils(SqlClient sql, String query, Tuple of) {
    return sql.preparedQuery(query)
        .execute(of)
        .map(
            rows -> {
              List<String> pupils = new ArrayList<>();
              for (Row row : rows) {
                pupils.add(row.getString(0));
              }
              return pupils;
            });
  }

  Uni<Void> keep(Incoming message, TaughtPupil pupil, SqlConnection sql) {
    return sql.preparedQuery(PUPIL)
        .execute(
            Tuple.of(
                message.board().id(),
                message.school().id(),
                pupil.pupil(),
                pupil.mentor(),
                message.sequence(),
                write(pupil.inClasses())))
        .replaceWithVoid();
  }

  Uni<Void> keep(Incoming message, TaughtClass group, SqlConnection sql) {
    return sql.preparedQuery(CLASS)
        .execute(
            Tuple.of(
                message.board().id(),
                message.school().id(),
                group.id(),
                message.sequence(),
                write(group.staff())))
        .replaceWithVoid();
  }

  private String write(List<Span> spans) {
    try {
      return json.writeValueAsString(spans);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("days cannot be written", impossible);
    }
  }
}
