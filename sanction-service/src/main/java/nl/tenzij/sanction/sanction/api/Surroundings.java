package nl.tenzij.sanction.sanction.api;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.overview.SanctionOverview;
import nl.tenzij.sanction.sanction.Sanction.Known;
import nl.tenzij.sanction.sanction.api.SurroundingsView.Near;
import nl.tenzij.sanction.sanction.api.SurroundingsView.StepBefore;

/** Finds what stands beside a sanction: from the lists. */
@ApplicationScoped
class Surroundings {

  /** People tell moments roughly. */
  private static final Duration NEAR = Duration.ofMinutes(15);

  private static final int MOST = 50;

  private static final String OF_PUPIL =
      """
      from sanction_overview s join incident_overview i on i.incident = s.incident
      where s.board = $1 and s.school = $2 and s.pupil = $3 and s.incident <> $4
      """;

  // Steps begin anew each school year: the nearest in time. On one incident there can be several.
  private static final String STEP_BEFORE =
      """
      select i.incident, i.occurred_at, i.reported_by, bool_or(s.imposed) as imposed,
        bool_and(s.status = 'REVOKED') as declined
      %s and i.breach = $5 and coalesce(s.step_now, s.step) = $6
      group by i.incident, i.occurred_at, i.reported_by
      order by abs(extract(epoch from i.occurred_at - $7)) limit 1
      """
          .formatted(OF_PUPIL);

  private static final String REPORTED_NEAR =
      """
      select distinct i.incident, i.occurred_at, i.reported_by
      %s and i.occurred_at between $5 and $6
      order by i.occurred_at, i.incident limit $7
      """
          .formatted(OF_PUPIL);

  private final Pool pool;
  private final Consistency consistency;

  Surroundings(Pool pool, Consistency consistency) {
    this.pool = pool;
    this.consistency = consistency;
  }

  /**
   * @param person who reads
   * @param whole whether they read all of the school; else what they reported themselves
   */
  record Reader(String person, boolean whole) {

    private UUID incident(Row row) {
      return whole || row.getString("reported_by").equals(person) ? row.getUUID("incident") : null;
    }
  }

  /**
   * @param observed what it follows from
   */
  Uni<SurroundingsView> of(StreamId stream, Known sanction, Observation observed, Reader reader) {
    return consistency
        .reached(SanctionOverview.NAME)
        .chain(() -> stepBefore(stream, sanction, observed))
        .chain(
            before ->
                reportedNear(stream, sanction, observed.occurredAt())
                    .map(
                        near ->
                            new SurroundingsView(
                                before.map(row -> stepBefore(row, reader)).orElse(null),
                                near.stream().map(row -> near(row, reader)).toList())));
  }

  private Uni<Optional<Row>> stepBefore(StreamId stream, Known sanction, Observation observed) {
    int step = sanction.basis().stepNow().orElse(sanction.step());
    Tuple of =
        ofPupil(stream, sanction)
            .addString(observed.category().breach().name())
            .addInteger(step - 1)
            .addOffsetDateTime(utc(observed.occurredAt()));
    return pool.preparedQuery(STEP_BEFORE)
        .execute(of)
        .map(rows -> list(rows).stream().filter(row -> !row.getBoolean("imposed")).findFirst());
  }

  private Uni<List<Row>> reportedNear(StreamId stream, Known sanction, Instant at) {
    Tuple of =
        ofPupil(stream, sanction)
            .addOffsetDateTime(utc(at.minus(NEAR)))
            .addOffsetDateTime(utc(at.plus(NEAR)))
            .addInteger(MOST);
    return pool.preparedQuery(REPORTED_NEAR).execute(of).map(Surroundings::list);
  }

  private static Tuple ofPupil(StreamId stream, Known sanction) {
    return Tuple.tuple()
        .addString(stream.board().id())
        .addString(stream.school().id())
        .addString(sanction.on().pupil())
        .addUUID(sanction.on().incident());
  }

  private static List<Row> list(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }

  private static StepBefore stepBefore(Row row, Reader reader) {
    return new StepBefore(reader.incident(row), occurredAt(row), row.getBoolean("declined"));
  }

  private static Near near(Row row, Reader reader) {
    return new Near(reader.incident(row), occurredAt(row));
  }

  private static Instant occurredAt(Row row) {
    return row.getOffsetDateTime("occurred_at").toInstant();
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
