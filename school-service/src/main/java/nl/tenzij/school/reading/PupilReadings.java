package nl.tenzij.school.reading;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** Who read a pupil's entry, in which role, when and why. Retention removes what is old. */
@ApplicationScoped
public class PupilReadings {

  private static final String NOTE =
      """
      insert into pupil_reading (id, board, school, pupil, read_at, read_by, role, reason)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      """;

  private static final String READINGS =
      """
      select id, read_at, read_by, role, reason from pupil_reading
      where board = $1 and school = $2 and pupil = $3 and read_at >= $4
        and (read_at, id) < ($5, $6)
        and ($8::text is null or read_by in ($8, pupil) or role <> 'guardian' and reason <> 'OWN_FILE')
      order by read_at desc, id desc limit $7
      """;

  private static final int AT_ONCE = 5000;
  private static final String REMOVE =
      """
      delete from pupil_reading where id in (
        select id from pupil_reading where read_at < $1 limit $2 for update skip locked)
      """;

  @Inject Pool pool;
  @Inject Clock clock;
  @Inject ReadingConfiguration configuration;

  /** Whose entry it is. */
  public record Entry(Board board, School school, String pupil) {}

  /** Somebody's reading. */
  public record Reading(UUID id, Instant at, String by, String role, Reason reason) {
    private static Reading of(Row row) {
      return new Reading(
          row.getUUID("id"),
          row.getOffsetDateTime("read_at").toInstant(),
          row.getString("read_by"),
          row.getString("role"),
          Reason.valueOf(row.getString("reason")));
    }
  }

  /** Before it is shown. */
  public Uni<Void> note(Entry entry, String by, String role, Reason reason) {
    return pool.preparedQuery(NOTE)
        .execute(
            Tuple.tuple()
                .addUUID(UUID.randomUUID())
                .addString(entry.board().id())
                .addString(entry.school().id())
                .addString(entry.pupil())
                .addOffsetDateTime(utc(clock.instant()))
                .addString(by)
                .addString(role)
                .addString(reason.name()))
        .replaceWithVoid();
  }

  /**
   * Newest first.
   *
   * @param family who is shown nothing of other guardians; null for those of the school, who see
   *     all
   * @param before the moment and id that all of them come before
   */
  public Uni<List<Reading>> of(
      Entry entry, String family, Instant before, UUID beforeId, int most) {
    return pool.preparedQuery(READINGS)
        .execute(
            Tuple.tuple()
                .addString(entry.board().id())
                .addString(entry.school().id())
                .addString(entry.pupil())
                .addOffsetDateTime(oldest())
                .addOffsetDateTime(utc(before))
                .addUUID(beforeId)
                .addInteger(most)
                .addString(family))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Reading::of).toList());
  }

  /**
   * Removes those that have been kept long enough, some thousand at once: after the term became
   * shorter they are many.
   *
   * @return how many those were
   */
  public Uni<Integer> removeOld() {
    return Multi.createBy()
        .repeating()
        .uni(
            () ->
                pool.preparedQuery(REMOVE)
                    .execute(Tuple.of(oldest(), AT_ONCE))
                    .map(RowSet::rowCount))
        .whilst(gone -> gone == AT_ONCE)
        .collect()
        .with(Collectors.summingInt(Integer::intValue));
  }

  private OffsetDateTime oldest() {
    return utc(clock.instant().minus(configuration.kept()));
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
