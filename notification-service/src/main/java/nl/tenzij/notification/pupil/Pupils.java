package nl.tenzij.notification.pupil;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** Our own record of pupils and their guardians, fed by school-service's events. */
@ApplicationScoped
public class Pupils {

  private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

  private static final String KEEP =
      """
      insert into pupil (board, school, pupil, guardians, sequence, parents)
      select $1, $2, $3,
        coalesce((
          select jsonb_agg(g) from jsonb_array_elements($4::text::jsonb) g
          where not is_forgotten_by_now($1, g ->> 'guardian')), '[]'),
        $5,
        array(select who from unnest($6::text[]) who where not is_forgotten_by_now($1, who))
      where not is_forgotten_by_now($1, $3)
      on conflict (board, school, pupil) do update
      set guardians = excluded.guardians, sequence = excluded.sequence, parents = excluded.parents
      where pupil.sequence < excluded.sequence
      """;

  /** Of whom nobody is told any more, and who stays the child of the same parents. */
  private static final String LEFT =
      """
      insert into pupil (board, school, pupil, guardians, sequence)
      select $1, $2, $3, '[]', $4 where not is_forgotten_by_now($1, $3)
      on conflict (board, school, pupil) do update
      set guardians = excluded.guardians, sequence = excluded.sequence
      where pupil.sequence < excluded.sequence
      """;

  private static final String GUARDIANS =
      """
      select guardians::text from pupil where board = $1 and school = $2 and pupil = $3
      union all select '[]' where is_forgotten_by_now($1, $3)
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

  /**
   * A pupil's guardians, and the pupil once of age: then none of the guardians is informed. Empty
   * for a pupil that school-service has not told of yet; nobody is left of one who is forgotten.
   */
  public Uni<Optional<List<Guardian>>> guardians(
      Board board, School school, String pupil, SqlClient sql) {
    return sql.preparedQuery(GUARDIANS)
        .execute(Tuple.of(board.id(), school.id(), pupil))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(read(rows.iterator().next().getString(0))));
  }

  /**
   * Of who is forgotten nothing is kept.
   *
   * @param sequence an older state than the one known changes nothing
   */
  public Uni<Void> keep(
      Board board, School school, RegisteredPupil pupil, long sequence, SqlConnection sql) {
    Tuple row =
        Tuple.tuple()
            .addString(board.id())
            .addString(school.id())
            .addString(pupil.pupil())
            .addString(write(pupil.told()))
            .addLong(sequence)
            .addArrayOfString(
                pupil.guardians().stream().map(Guardian::guardian).toArray(String[]::new));
    return sql.preparedQuery(KEEP).execute(row).replaceWithVoid();
  }

  /** As {@link #keep}, of a pupil who has left. */
  public Uni<Void> left(
      Board board, School school, String pupil, long sequence, SqlConnection sql) {
    return sql.preparedQuery(LEFT)
        .execute(Tuple.of(board.id(), school.id(), pupil, sequence))
        .replaceWithVoid();
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
