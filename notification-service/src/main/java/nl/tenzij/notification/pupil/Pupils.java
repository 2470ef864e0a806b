package nl.tenzij.notification.pupil;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * Our own record of pupils, their guardians and who teaches them, fed by school-service's events.
 */
@ApplicationScoped
public class Pupils {

  private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

  private static final String KEEP =
      """
      insert into pupil (board, school, pupil, guardians, classes, sequence)
      values ($1, $2, $3, $4::text::jsonb, $5, $6)
      on conflict (board, school, pupil) do update
      set guardians = excluded.guardians, classes = excluded.classes, sequence = excluded.sequence
      where pupil.sequence < excluded.sequence
      """;

  private static final String KEEP_CLASS =
      """
      insert into class (board, school, class, teachers, sequence) values ($1, $2, $3, $4, $5)
      on conflict (board, school, class) do update
      set teachers = excluded.teachers, sequence = excluded.sequence
      where class.sequence < excluded.sequence
      """;

  private static final String TAUGHT =
      """
      select p.pupil from pupil p where p.board = $1 and p.school = $2 and exists (
        select 1 from class c
        where c.board = p.board and c.school = p.school and c.class = any(p.classes) and $3 = any(c.teachers))
      """;

  private final ObjectMapper json;

  public Pupils(ObjectMapper json) {
    this.json = json;
  }

  /**
   * From here to the end of the transaction nobody else tells of this pupil or changes its
   * guardians: the topics that do so are read side by side.
   */
  public Uni<Void> alone(Board board, School school, String pupil, SqlConnection sql) {
    return sql.preparedQuery(LOCK)
        .execute(Tuple.of(board.id() + '\n' + school.id() + '\n' + pupil))
        .replaceWithVoid();
  }

  /** Empty for a pupil that school-service has not told of yet. */
  public Uni<Optional<List<Guardian>>> guardians(
      Board board, School school, String pupil, SqlClient sql) {
    return sql.preparedQuery(
            "select guardians::text from pupil where board = $1 and school = $2 and pupil = $3")
        .execute(Tuple.of(board.id(), school.id(), pupil))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(read(rows.iterator().next().getString(0))));
  }

  /**
   * @param sequence an older state than the one known changes nothing
   */
  public Uni<Void> keep(
      Board board, School school, RegisteredPupil pupil, long sequence, SqlConnection sql) {
    Tuple row =
        Tuple.tuple()
            .addString(board.id())
            .addString(school.id())
            .addString(pupil.pupil())
            .addString(write(pupil.guardians()))
            .addArrayOfString(pupil.classes().toArray(String[]::new))
            .addLong(sequence);
    return sql.preparedQuery(KEEP).execute(row).replaceWithVoid();
  }

  public Uni<Void> keep(
      Board board, School school, RegisteredClass group, long sequence, SqlConnection sql) {
    Tuple row =
        Tuple.tuple()
            .addString(board.id())
            .addString(school.id())
            .addString(group.id())
            .addArrayOfString(group.teachers().toArray(String[]::new))
            .addLong(sequence);
    return sql.preparedQuery(KEEP_CLASS).execute(row).replaceWithVoid();
  }

  /** The pupils whom a member of staff teaches. */
  public Uni<List<String>> taughtBy(Board board, School school, String staff, SqlClient sql) {
    return sql.preparedQuery(TAUGHT)
        .execute(Tuple.of(board.id(), school.id(), staff))
        .map(
            rows -> {
              List<String> pupils = new ArrayList<>();
              for (Row row : rows) {
                pupils.add(row.getString(0));
              }
              return pupils;
            });
  }

  private String write(List<Guardian> guardians) {
    try {
      return json.writeValueAsString(guardians);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("guardians cannot be written", impossible);
    }
  }

  private List<Guardian> read(String guardians) {
    try {
      return json.readValue(guardians, new TypeReference<>() {});
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("kept guardians cannot be read", impossible);
    }
  }
}
