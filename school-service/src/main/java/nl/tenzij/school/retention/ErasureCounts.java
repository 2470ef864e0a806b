package nl.tenzij.school.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.roster.RosterConfiguration;

/** Counts who was forgotten, by day and cause: that is reported, and nobody's id is in it. */
@ApplicationScoped
public class ErasureCounts implements Projection {

  public static final String NAME = "erasure-counts";

  private static final String COUNT =
      """
      insert into erasure_count as c (board, school, day, cause, people) values ($1, $2, $3, $4, 1)
      on conflict (board, school, day, cause) do update set people = c.people + 1
      """;
  private static final String OF_SCHOOL =
      """
      select day, cause, people from erasure_count
      where board = $1 and school = $2 and (day, cause) < ($3, $4)
      order by day desc, cause desc limit $5
      """;

  @Inject Pool pool;
  @Inject RosterConfiguration configuration;

  /** Why somebody was forgotten. */
  public enum Cause {
    /** It was asked for. */
    REQUEST,
    /** They left, and the term for keeping their file was over. */
    TERM_OVER
  }

  /** How many people on a day. */
  public record Count(LocalDate day, Cause cause, int people) {
    private static Count of(Row row) {
      return new Count(
          row.getLocalDate("day"), Cause.valueOf(row.getString("cause")), row.getInteger("people"));
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("erasure_count");
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(Forgot.class);
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    List<Tuple> forgotten = new ArrayList<>(events.stream().map(this::counted).toList());
    return forgotten.isEmpty()
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(COUNT).executeBatch(forgotten).replaceWithVoid();
  }

  private Tuple counted(Recorded<?> forgot) {
    ZoneId zone = ZoneId.of(configuration.timeZone());
    boolean termOver = Retention.ROLE.equals(forgot.meta().role());
    return Tuple.of(
        forgot.stream().board().id(),
        forgot.stream().school().id(),
        LocalDate.ofInstant(forgot.at(), zone),
        (termOver ? Cause.TERM_OVER : Cause.REQUEST).name());
  }

  /**
   * Of a school, newest first.
   *
   * @param before the day and cause that all of them come before
   */
  public Uni<List<Count>> of(
      Board board, School school, LocalDate before, String beforeCause, int most) {
    return pool.preparedQuery(OF_SCHOOL)
        .execute(Tuple.of(board.id(), school.id(), before, beforeCause, most))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Count::of).toList());
  }
}
