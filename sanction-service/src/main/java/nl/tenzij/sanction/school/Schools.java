package nl.tenzij.sanction.school;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.sanction.Sector;

/** Asks what we know of schools from their service's events. */
@ApplicationScoped
public class Schools {

  private static final ZoneId UNLESS_TOLD = ZoneId.of("Europe/Amsterdam");

  private static final String PUPILS =
      """
      select pupil from pupil_known
      where board = $1 and school = $2 and present and pupil = any($3)
      """;

  private static final String SCHOOL =
      "select sector, time_zone from school_known where board = $1 and school = $2";

  private static final String RULES =
      """
      select p.rules::text as rules, s.time_zone
      from policy_known p left join school_known s on s.board = p.board and s.school = p.school
      where p.board = $1 and p.school = $2 and p.topic = 'PHONES' and p.valid_from <= $3
      order by p.valid_from desc, p.version desc
      limit 1
      """;

  private final ObjectMapper json;

  public Schools(ObjectMapper json) {
    this.json = json;
  }

  /** What bounds and times go by at a school. */
  public record Profile(Sector sector, ZoneId zone) {}

  /** Those of the pupils that the school does not have. */
  public Uni<Set<String>> unknown(
      Board board, School school, Collection<String> pupils, SqlClient sql) {
    return sql.preparedQuery(PUPILS)
        .execute(Tuple.of(board.id(), school.id(), pupils.toArray(String[]::new)))
        .map(
            rows -> {
              Set<String> rest = new HashSet<>(pupils);
              rows.forEach(row -> rest.remove(row.getString("pupil")));
              return rest;
            });
  }

  /** Empty where school-service told nothing of the school yet. */
  public Uni<Optional<Profile>> profile(Board board, School school, SqlClient sql) {
    return sql.preparedQuery(SCHOOL)
        .execute(Tuple.of(board.id(), school.id()))
        .map(rows -> first(rows).map(Schools::profile));
  }

  /** The rules that bound the pupils at a moment; empty where no policy was in force. */
  public Uni<Optional<RulesInForce>> rules(
      Board board, School school, Instant moment, SqlClient sql) {
    return sql.preparedQuery(RULES)
        .execute(Tuple.of(board.id(), school.id(), moment.atOffset(ZoneOffset.UTC)))
        .map(rows -> first(rows).map(this::rules));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    var all = rows.iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }

  private static Profile profile(Row row) {
    return new Profile(
        Sector.valueOf(row.getString("sector")), ZoneId.of(row.getString("time_zone")));
  }

  private RulesInForce rules(Row row) {
    String zone = row.getString("time_zone");
    try {
      return json.readValue(row.getString("rules"), PolicyInForce.class)
          .in(zone == null ? UNLESS_TOLD : ZoneId.of(zone));
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a policy was kept that can't be read", broken);
    }
  }
}
