package nl.tenzij.exception.statistics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import nl.tenzij.exception.rules.SchoolRules;
import nl.tenzij.ledger.tenancy.Board;

/**
 * What is told of a board: made from what is counted, and kept, so that for a time all are told the
 * same.
 */
@ApplicationScoped
public class Statistics {

  private static final String STANDING =
      """
      select told::text from statistics_told
      where board = $1 and school_year = $2 and made_at > $3
      """;

  /** Of two that are made at once the first stands. */
  private static final String KEPT =
      """
      insert into statistics_told as known (board, school_year, made_at, told)
      values ($1, $2, $4, $5::text::jsonb)
      on conflict (board, school_year) do update
      set made_at = excluded.made_at, told = excluded.told where known.made_at <= $3
      """;

  private static final String SCHOOLS =
      """
      select school, coalesce(s.sector, 'UNKNOWN') as sector,
        coalesce(y.year_groups, '{}') as year_groups
      from (
        select school, array_agg(distinct year_group) filter (where year_group is not null)
          as year_groups
        from year_group_known where board = $1 group by school) as y
      full join (select school, sector from school_counted where board = $1) as s using (school)
      """;

  /**
   * A review that is due today may still be held today. Where a case and its pupil were told at one
   * moment, neither has seen the other, and the case waits for the pupil's next year group.
   */
  private static final String CASES =
      """
      with counted as (
        select c.school, c.figure, c.day, coalesce(c.year_group, known.year_group) as year_group,
          c.keys, c.began_at, c.ended_at
        from case_counted c
        left join lateral (
          select y.year_group from year_group_known y
          where y.board = c.board and y.school = c.school and y.pupil = c.pupil
          order by (y.since <= c.began_at) desc, abs(extract(epoch from y.since - c.began_at))
          limit 1
        ) as known on c.pupil is not null
        where c.board = $1 and c.day between $2 and $3
        union all
        select e.school, e.figure, e.day, coalesce(kept.year_group, known.year_group),
          e.keys, e.began_at, e.ended_at
        from exemption_counted e
        left join exemption_year_group kept using (board, school, figure, id)
        left join lateral (
          select y.year_group from year_group_known y
          where y.board = e.board and y.school = e.school and y.pupil = e.pupil
          order by (y.since <= e.began_at) desc, abs(extract(epoch from y.since - e.began_at))
          limit 1
        ) as known on e.pupil is not null
        where e.board = $1 and e.day between $2 and $3
          and (e.keys <> array['OVERDUE'] or e.day < $4)
      )
      select school, figure, to_char(day, 'YYYY-MM') as month, year_group, keys, count(*) as cases,
        array_agg((extract(epoch from ended_at - began_at) / 86400)::bigint)
          filter (where ended_at is not null) as days
      from counted group by school, figure, to_char(day, 'YYYY-MM'), year_group, keys
      """;

  private final Pool pool;
  private final Clock clock;
  private final ObjectMapper json;
  private final StatisticsConfig config;

  public Statistics(Pool pool, Clock clock, ObjectMapper json, StatisticsConfig config) {
    this.pool = pool;
    this.clock = clock;
    this.json = json;
    this.config = config;
  }

  /** The date by which figures count. */
  LocalDate today() {
    return SchoolRules.dateAt(clock.instant(), null);
  }

  /** All that is told of the board's school year. */
  Uni<StatisticsView> of(Board board, SchoolYear year) {
    Instant now = clock.instant();
    if (config.stands().isZero()) {
      return made(board, year, now);
    }
    return standing(board, year, now)
        .onItem()
        .ifNull()
        .switchTo(
            () ->
                made(board, year, now)
                    .chain(view -> kept(board, year, view))
                    .chain(() -> standing(board, year, now)));
  }

  private Uni<StatisticsView> standing(Board board, SchoolYear year, Instant now) {
    return pool.preparedQuery(STANDING)
        .execute(Tuple.of(board.id(), year.toString(), utc(now.minus(config.stands()))))
        .map(rows -> rows.size() == 0 ? null : read(rows.iterator().next().getString("told")));
  }

  private Uni<Void> kept(Board board, SchoolYear year, StatisticsView view) {
    Instant now = view.asOf();
    return pool.preparedQuery(KEPT)
        .execute(
            Tuple.of(
                board.id(),
                year.toString(),
                utc(now.minus(config.stands())),
                utc(now),
                write(view)))
        .replaceWithVoid();
  }

  private Uni<StatisticsView> made(Board board, SchoolYear year, Instant now) {
    LocalDate today = SchoolRules.dateAt(now, null);
    return pool.preparedQuery(SCHOOLS)
        .execute(Tuple.of(board.id()))
        .map(rows -> new Release(Release.RULE, schools(rows), year.months(today)))
        .chain(
            release ->
                cases(board, year, today).map(cases -> view(board, year, now, release, cases)));
  }

  private static StatisticsView view(
      Board board, SchoolYear year, Instant now, Release release, List<Cases> cases) {
    return new StatisticsView(
        board.id(),
        year.toString(),
        year.from(),
        year.until(),
        now,
        release.hiding().least(),
        release.schools().stream()
            .sorted(Comparator.comparing(KnownSchool::id))
            .map(each -> new StatisticsView.School(each.id(), each.sector()))
            .toList(),
        release.of(cases));
  }

  /** Of the school year, until today. */
  private Uni<List<Cases>> cases(Board board, SchoolYear year, LocalDate today) {
    LocalDate until = today.isBefore(year.until()) ? today : year.until();
    return pool.preparedQuery(CASES)
        .execute(Tuple.of(board.id(), year.from(), until, today))
        .map(Statistics::cases);
  }

  private StatisticsView read(String told) {
    try {
      return json.readValue(told, StatisticsView.class);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private String write(StatisticsView view) {
    try {
      return json.writeValueAsString(view);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  private static List<KnownSchool> schools(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new KnownSchool(
                    row.getString("school"),
                    row.getString("sector"),
                    List.of(row.getArrayOfStrings("year_groups"))))
        .toList();
  }

  private static List<Cases> cases(RowSet<Row> rows) {
    List<Cases> cases = new ArrayList<>();
    for (Row row : rows) {
      Long[] days = row.getArrayOfLongs("days");
      cases.add(
          new Cases(
              Figure.valueOf(row.getString("figure")),
              row.getString("school"),
              row.getString("month"),
              row.getString("year_group"),
              List.of(row.getArrayOfStrings("keys")),
              row.getLong("cases"),
              days == null ? List.of() : List.of(days)));
    }
    return cases;
  }
}
