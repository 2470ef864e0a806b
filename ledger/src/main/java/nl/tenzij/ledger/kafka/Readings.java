package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How far each consumer has read each partition, as all instances of a service note it down. */
final class Readings {

  // Of two instances the one that knows more is right: what was read stays read.
  private static final String NOTE =
      """
      insert into read_up_to (consumer, partition, up_to)
      select * from unnest($1::text[], $2::int[], $3::timestamptz[]) order by 1, 2
      on conflict (consumer, partition) do update set up_to = excluded.up_to
      where read_up_to.up_to < excluded.up_to
      """;
  private static final String LOOK =
      """
      select clock_timestamp(), count(*) filter (where r.up_to is null), min(r.up_to)
      from unnest($1::text[], $2::int[]) wanted (consumer, partition)
      left join read_up_to r using (consumer, partition)
      """;

  /** A partition, as one consumer reads it. */
  record Place(String consumer, int partition) {}

  record Reading(Place place, Instant upTo) {}

  /**
   * @param now by the database's clock
   * @param oldest up to when all places have been read; empty while one of them never was
   */
  record Look(Instant now, Optional<Instant> oldest) {

    private static Look of(Row row) {
      Instant now = row.getOffsetDateTime(0).toInstant();
      OffsetDateTime oldest = row.getOffsetDateTime(2);
      return new Look(
          now,
          row.getLong(1) > 0
              ? Optional.empty()
              : Optional.of(oldest == null ? now : oldest.toInstant()));
    }

    Optional<Duration> since() {
      return oldest.map(moment -> Duration.between(moment, now));
    }
  }

  private final Pool pool;

  Readings(Pool pool) {
    this.pool = pool;
  }

  Uni<Void> note(Collection<Reading> readings) {
    if (readings.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple columns =
        places(readings.stream().map(Reading::place).toList())
            .addArrayOfOffsetDateTime(
                readings.stream()
                    .map(each -> each.upTo().atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new));
    return pool.preparedQuery(NOTE).execute(columns).replaceWithVoid();
  }

  Uni<Look> look(List<Place> wanted) {
    return pool.preparedQuery(LOOK)
        .execute(places(wanted))
        .map(rows -> Look.of(rows.iterator().next()));
  }

  private static Tuple places(List<Place> places) {
    return Tuple.tuple()
        .addArrayOfString(places.stream().map(Place::consumer).toArray(String[]::new))
        .addArrayOfInteger(places.stream().map(Place::partition).toArray(Integer[]::new));
  }
}
