package nl.tenzij.exception.statistics;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/** Keeps what cases are told apart by: a school's sector, and the year groups of pupils in time. */
@ApplicationScoped
public class SchoolsTold implements Consumer {

  static final String SCHOOL = "nl.tenzij.school.school-registered.v1";
  static final String PUPIL = "nl.tenzij.school.pupil-registered.v1";

  private static final String KNOWN_SCHOOL =
      """
      insert into school_counted as known (board, school, sector, sequence)
      values ($1, $2, $3, $4)
      on conflict (board, school) do update
      set sector = excluded.sector, sequence = excluded.sequence
      where known.sequence < excluded.sequence
      """;

  /** Cases that waited for the pupil's year group wait no longer, and have no pupil any more. */
  private static final String KNOWN_PUPIL =
      """
      with waited as (
        update case_counted set year_group = $5, pupil = null
        where board = $1 and school = $2 and pupil = $3
      )
      insert into year_group_known (board, school, pupil, since, year_group)
      select $1, $2, $3, $4, $5
      where not is_forgotten_by_now($1, $3) and not exists (
        select from (
          select y.year_group from year_group_known y
          where y.board = $1 and y.school = $2 and y.pupil = $3 and y.since <= $4
          order by y.since desc limit 1) as last
        where last.year_group is not distinct from $5)
      on conflict do nothing
      """;

  private final ObjectMapper json;

  public SchoolsTold(ObjectMapper json) {
    this.json = json;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Registered(String school, String sector) {}

  /**
   * @param yearGroup null where the roster does not say
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Pupil(String pupil, String yearGroup) {}

  @Override
  public String name() {
    return "schools-counted";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(SCHOOL, PUPIL);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    return switch (message.type()) {
      case SCHOOL ->
          sql.preparedQuery(KNOWN_SCHOOL)
              .execute(
                  of(message)
                      .addString(read(message, Registered.class).sector())
                      .addLong(message.sequence()))
              .replaceWithVoid();
      case PUPIL -> pupil(message, read(message, Pupil.class), sql);
      default -> throw new IllegalArgumentException("not asked for: " + message.type());
    };
  }

  private static Uni<Void> pupil(Incoming message, Pupil pupil, SqlConnection sql) {
    return sql.preparedQuery(KNOWN_PUPIL)
        .execute(
            of(message)
                .addString(pupil.pupil())
                .addOffsetDateTime(message.time().atOffset(ZoneOffset.UTC))
                .addString(pupil.yearGroup()))
        .replaceWithVoid();
  }

  private static Tuple of(Incoming message) {
    return Tuple.tuple().addString(message.board().id()).addString(message.school().id());
  }

  private <T> T read(Incoming message, Class<T> type) {
    try {
      return json.treeToValue(message.data(), type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }
}
