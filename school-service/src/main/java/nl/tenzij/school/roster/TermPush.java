package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.group.ClassCommand;
import nl.tenzij.school.group.ClassEvent;
import nl.tenzij.school.group.Classes;
import nl.tenzij.school.group.RosterClass;
import nl.tenzij.school.roster.KeptRosters.Kept;
import nl.tenzij.school.roster.RosterPush.At;

/**
 * Takes school years and terms that a school system pushes during the day. They are kept with the
 * roster's lines; the classes that name them run by them, and their places follow. By a single one
 * no more places end than by a package that nobody is asked about.
 */
@ApplicationScoped
public class TermPush {

  /** More would take longer than whoever pushes waits. */
  static final int FOLLOW_AT_MOST = 1000;

  private static final String CHANGE =
      """
      with changed as (update roster_record s set begins = $3::date, ends = $4::date, mark = null
        where s.roster = $1::int and s.file = 'academicSessions' and s.outcome is null and s.id = $2::text
          and (s.begins, s.ends) is distinct from ($3::date, $4::date)
        returning s.block),
      unknown as (delete from roster_block b using changed
        where b.roster = $1::int and b.file = 'academicSessions' and b.hash = changed.block)
      select from changed
      """;
  private static final String ADD =
      """
      insert into roster_record (roster, import, file, line, id, begins, ends)
      select $1::int, 0, 'academicSessions', 0, $2::text, $3::date, $4::date
      where not exists (select from roster_record s
        where s.roster = $1::int and s.file = 'academicSessions' and s.outcome is null and s.id = $2::text)
      """;
  private static final String REMOVE =
      """
      with gone as (delete from roster_record s
        where s.roster = $1::int and s.file = 'academicSessions' and s.outcome is null and s.id = $2::text
        returning s.block),
      unknown as (delete from roster_block b using gone
        where b.roster = $1::int and b.file = 'academicSessions' and b.hash = gone.block)
      select from gone
      """;

  private static final String NAMING =
      """
      select c.id, string_to_array(c.cells ->> 'termSourcedIds', ',') as terms
      from roster_record c
      where c.roster = $1 and c.file = 'classes' and c.outcome is null
        and $2 = any(string_to_array(c.cells ->> 'termSourcedIds', ',')) and ($3::text is null or c.id = $3)
      order by c.id
      """;

  /**
   * What the session would do with these days: how many places would end by it, how many there are,
   * and how many are in classes whose days would be others. A class that names another session that
   * is not known runs as it did.
   */
  private static final String WOULD =
      """
      with given as (select $2::date as today),
      named as (select c.id, c.begins, c.ends, c.cells from roster_record c
        where c.roster = #roster and c.file = 'classes' and c.outcome is null
          and $1 = any(string_to_array(c.cells ->> 'termSourcedIds', ','))),
      session as (
        select s.id, s.begins, s.ends from roster_record s where s.roster = #roster and #session and s.id <> $1
        union all select $1, $3::date, $4::date),
      class_days as (
        select n.id, min(s.begins) as begins, max(s.ends) as ends
        from named n cross join unnest(string_to_array(n.cells ->> 'termSourcedIds', ',')) term
        left join session s on s.id = term
        group by n.id having count(*) = count(s.id)),
      class_before as (select n.id, n.begins, n.ends from named n join class_days using (id)),
      ended as (#ended)
      select ended.places::int as ended,
        (select count(*)::int from roster_record l
          where l.roster = #roster and l.file = 'enrollments' and l.outcome is null) as places,
        (select count(*)::int from class_before b join class_days d using (id)
          join roster_record l on l.roster = #roster and l.file = 'enrollments' and l.outcome is null and l.class_id = b.id
          where (b.begins, b.ends) is distinct from (d.begins, d.ends)) as following
      from ended
      """
          .replace("#ended", TermRules.ENDED)
          .replace("#not_over", TermRules.NOT_OVER)
          .replace("#first_day", TermRules.FIRST_DAY)
          .replace("#session", TermRules.SESSION);

  @Inject Pool pool;
  @Inject RosterPush roster;
  @Inject PushTurns turns;
  @Inject KeptRosters rosters;
  @Inject ClassDays classDays;
  @Inject SchoolDays schoolDays;
  @Inject RosterConfiguration configuration;
  @Inject CommandHandler<ClassCommand, RosterClass, ClassEvent> classes;

  /** A class with the terms that it names. */
  private record Naming(String inClass, List<String> terms) {
    static Naming of(Row row) {
      return new Naming(row.getString("id"), List.of(row.getArrayOfStrings("terms")));
    }
  }

  /**
   * Enters a session: what classes that name it run by.
   *
   * @return fails with {@link nl.tenzij.ledger.web.Invalid} where a rule of the roster refuses it
   */
  public Uni<Pushed.Outcome> session(At at, Pushed record) {
    SingleRecord looked = new SingleRecord();
    Cells cells = looked.take(RosterFile.ACADEMIC_SESSIONS, "", record.values());
    looked.checkNoCitizenNumber(record.texts());
    looked.mustBeFine();
    Days days =
        new Days(
            cells.day("startDate").orElseThrow(),
            // its end is the first day that is not in it
            cells.day("endDate").orElseThrow().minusDays(1));
    return turns.alone(
        at, PushTurns.ofSession(record.id()), () -> enter(at, record.id(), days, looked));
  }

  private Uni<Pushed.Outcome> enter(At at, String id, Days days, SingleRecord looked) {
    Effects effects = new Effects();
    return roster
        .noImport(at)
        .chain(() -> roster.registered(at))
        .chain(() -> classDays.caughtUp(at))
        .chain(() -> open(at))
        .call(kept -> fewFollow(at, kept, id, days))
        .chain(
            kept ->
                keep(at, kept, id, days)
                    .call(() -> follow(at, kept, id, looked, effects))
                    .map(changed -> effects.outcome(looked).orAnyway(changed)));
  }

  private Uni<Kept> open(At at) {
    return rosters.open(new ImportId(at.board(), at.school(), null));
  }

  /** A package stops and asks where many end: what comes alone can't. */
  private Uni<Void> fewFollow(At at, Kept kept, String id, Days days) {
    String would = WOULD.replace("#roster", Integer.toString(kept.number()));
    return schoolDays
        .today(at.board(), at.school())
        .chain(
            today ->
                pool.preparedQuery(would).execute(Tuple.of(id, today, days.first(), days.last())))
        .map(rows -> rows.iterator().next())
        .invoke(
            row -> {
              int ended = row.getInteger("ended");
              int places = row.getInteger("places");
              if (Resolution.isMany(configuration, ended, places)) {
                throw new Refused(
                    "too-many-leave",
                    "by these days %d of %d places would end; send it as a package of one line, which waits for somebody to confirm it"
                        .formatted(ended, places));
              }
              if (row.getInteger("following") > FOLLOW_AT_MOST) {
                throw new Refused(
                    "too-many-follow",
                    "by these days %d places would have others; send it as a package of one line"
                        .formatted(row.getInteger("following")));
              }
            })
        .replaceWithVoid();
  }

  private Uni<Boolean> keep(At at, Kept kept, String id, Days days) {
    Tuple line = Tuple.of(kept.number(), id, days.first(), days.last());
    return changed(
        at,
        kept,
        (sql, any) -> noted(sql, CHANGE, line, any).chain(() -> noted(sql, ADD, line, any)));
  }

  private interface Change {
    Uni<Void> in(SqlConnection sql, AtomicBoolean any);
  }

  private Uni<Boolean> changed(At at, Kept kept, Change change) {
    AtomicBoolean any = new AtomicBoolean();
    return rosters.push(at, kept, sql -> change.in(sql, any)).map(done -> any.get());
  }

  private static Uni<Void> noted(
      SqlConnection sql, String statement, Tuple line, AtomicBoolean any) {
    return sql.preparedQuery(statement)
        .execute(line)
        .invoke(rows -> any.set(any.get() || rows.rowCount() > 0 || rows.size() > 0))
        .replaceWithVoid();
  }

  /**
   * Each class in its turn, by all that is known then. Said again it goes on where it broke off.
   */
  private Uni<Void> follow(At at, Kept kept, String id, SingleRecord looked, Effects effects) {
    return naming(kept, id, null)
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(
                        each ->
                            turns.alone(
                                at,
                                PushTurns.ofClass(each.inClass()),
                                () -> follow(at, kept, id, each.inClass(), looked, effects)))
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  private Uni<Void> follow(
      At at, Kept kept, String id, String inClass, SingleRecord looked, Effects effects) {
    return classes
        .load(Classes.stream(at.board(), at.school(), inClass))
        .chain(
            known ->
                known.state().running()
                    ? naming(kept, id, inClass)
                    : Uni.createFrom().item(List.<Naming>of()))
        .chain(
            still ->
                still.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : follow(at, still.getFirst(), looked, effects));
  }

  private Uni<Void> follow(At at, Naming named, SingleRecord looked, Effects effects) {
    return classDays
        .by(at, named.terms(), new SingleRecord())
        .invoke(
            days -> {
              if (days.isEmpty() && looked.remarks().stream().noneMatch(TermPush::isOfOthers)) {
                looked.remark(
                    "sourcedId",
                    "unknown-reference",
                    "classes that name this session name another that is not known; each was "
                        + TermRules.UNTOLD);
              }
            })
        .chain(days -> classDays.change(at, named.inClass(), named.terms(), days, effects));
  }

  private static boolean isOfOthers(SingleRecord.Remark remark) {
    return remark.code().equals("unknown-reference");
  }

  /**
   * @param inClass null for all
   */
  private Uni<List<Naming>> naming(Kept kept, String id, String inClass) {
    return pool.preparedQuery(NAMING)
        .execute(Tuple.of(kept.number(), id, inClass))
        .map(TermPush::all);
  }

  private static List<Naming> all(RowSet<Row> rows) {
    List<Naming> all = new ArrayList<>();
    rows.forEach(row -> all.add(Naming.of(row)));
    return all;
  }

  /**
   * The session is not known any more: classes that name it run as they did.
   *
   * @return empty where nothing is known by this id now
   */
  public Uni<Optional<Pushed.Outcome>> sessionGone(At at, String id) {
    return turns.alone(at, PushTurns.ofSession(id), () -> remove(at, id));
  }

  private Uni<Optional<Pushed.Outcome>> remove(At at, String id) {
    return roster
        .noImport(at)
        .chain(() -> open(at))
        .chain(
            kept ->
                changed(
                    at, kept, (sql, any) -> noted(sql, REMOVE, Tuple.of(kept.number(), id), any)))
        .map(
            gone ->
                gone
                    ? Optional.of(new Effects().outcome(new SingleRecord()).orAnyway(true))
                    : Optional.empty());
  }
}
