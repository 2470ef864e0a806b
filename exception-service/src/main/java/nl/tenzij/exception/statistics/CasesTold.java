package nl.tenzij.exception.statistics;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import nl.tenzij.exception.rules.SchoolRules;
import nl.tenzij.ledger.kafka.Incoming;

/** Writes what other services tell as cases. */
final class CasesTold {

  /**
   * What is told of a case takes the place of what was told there before it, whichever comes last:
   * a correction may come under another key.
   */
  private static final String COUNTED =
      """
      insert into case_counted as counted
        (board, school, figure, id, day, year_group, pupil, keys, began_at, sequence)
      select $1, $2, $3, $4, $5, known.year_group,
        case when known.pupil is null and not is_forgotten_by_now($1, $6) then $6 end, $7, $8, $9
      from (select) as one
      left join lateral (
        select y.pupil, y.year_group from year_group_known y
        where y.board = $1 and y.school = $2 and y.pupil = $6
        order by (y.since <= $8) desc, abs(extract(epoch from y.since - $8)) limit 1
      ) as known on true
      on conflict (board, school, figure, id) do update
      set day = excluded.day, year_group = excluded.year_group, pupil = excluded.pupil,
        keys = excluded.keys, sequence = excluded.sequence
      where counted.sequence < excluded.sequence
      """;

  private static final String KEY =
      """
      update case_counted set keys[$5] = $6, sequence = $7
      where board = $1 and school = $2 and figure = $3 and id = $4 and sequence < $7
      """;

  private static final String ENDED =
      """
      update case_counted set ended_at = $5
      where board = $1 and school = $2 and figure = $3 and id = $4
      """;

  private static final String NONE =
      """
      delete from case_counted where board = $1 and school = $2 and figure = $3 and id = $4
      """;

  private CasesTold() {}

  /**
   * A case as it is told.
   *
   * @param pupil null where there is none
   * @param at when it happened, by which it counts
   */
  record Case(Figure figure, String id, String pupil, Instant at, List<String> keys) {}

  static Uni<Void> counted(Incoming message, Case told, SqlConnection sql) {
    Tuple row =
        of(message, told.figure(), told.id())
            .addLocalDate(SchoolRules.dateAt(told.at(), null))
            .addString(told.pupil())
            .addArrayOfString(told.keys().toArray(String[]::new))
            .addOffsetDateTime(told.at().atOffset(ZoneOffset.UTC))
            .addLong(message.sequence());
    return sql.preparedQuery(COUNTED).execute(row).replaceWithVoid();
  }

  /** Another key than before, unless a later one is there. */
  static Uni<Void> key(
      Incoming message, Figure figure, String id, Aspect aspect, String key, SqlConnection sql) {
    Tuple row =
        of(message, figure, id)
            .addInteger(figure.aspects().indexOf(aspect) + 1)
            .addString(aspect.known(key))
            .addLong(message.sequence());
    return sql.preparedQuery(KEY).execute(row).replaceWithVoid();
  }

  static Uni<Void> ended(Incoming message, Figure figure, String id, SqlConnection sql) {
    Tuple row = of(message, figure, id).addOffsetDateTime(message.time().atOffset(ZoneOffset.UTC));
    return sql.preparedQuery(ENDED).execute(row).replaceWithVoid();
  }

  static Uni<Void> none(Incoming message, Figure figure, String id, SqlConnection sql) {
    return sql.preparedQuery(NONE).execute(of(message, figure, id)).replaceWithVoid();
  }

  private static Tuple of(Incoming message, Figure figure, String id) {
    return Tuple.tuple()
        .addString(message.board().id())
        .addString(message.school().id())
        .addString(figure.name())
        .addString(id);
  }
}
