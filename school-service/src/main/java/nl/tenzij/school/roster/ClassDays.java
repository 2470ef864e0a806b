package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.web.NotYet;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.group.ClassCommand;
import nl.tenzij.school.group.ClassCommand.AppointTeacher;
import nl.tenzij.school.group.ClassCommand.DismissTeacher;
import nl.tenzij.school.group.ClassEvent;
import nl.tenzij.school.group.Classes;
import nl.tenzij.school.group.RosterClass;
import nl.tenzij.school.group.Teaching;
import nl.tenzij.school.pupil.Enrolment;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.pupil.PupilCommand;
import nl.tenzij.school.pupil.PupilCommand.Disenrol;
import nl.tenzij.school.pupil.PupilCommand.Enrol;
import nl.tenzij.school.pupil.PupilEvent;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.roster.KeptRosters.Kept;
import nl.tenzij.school.roster.RosterPush.At;

/**
 * From when until when a class runs, by the terms that it names. That is kept with the roster's
 * lines: the log has places as they are within it, and nobody else has to know.
 */
@ApplicationScoped
class ClassDays {

  private static final Duration UP_TO_DATE_WITHIN = Duration.ofSeconds(5);

  private static final String BY_TERMS =
      """
      select min(s.begins) as begins, max(s.ends) as ends, count(*) > count(s.id) as unclear
      from unnest($3::text[]) term
      left join (
        select s.id, s.begins, s.ends from roster k
        join roster_record s on s.roster = k.number and #session
        where k.board = $1 and k.school = $2) s on s.id = term
      """
          .replace("#session", TermRules.SESSION);

  private static final String KEPT =
      """
      select c.begins, c.ends, jsonb_exists(coalesce(c.cells, '{}'), 'ranOn') as behind from roster k
      join roster_record c on c.roster = k.number and c.file = 'classes' and c.outcome is null and c.id = $3
      where k.board = $1 and k.school = $2 limit 1
      """;

  // On which days it ran so far is known until all its places have followed.
  private static final String CHANGE =
      """
      with changed as (update roster_record c set begins = $4::date, ends = $5::date, mark = null,
          cells = coalesce(c.cells, '{}') || jsonb_build_object('termSourcedIds', $3::text, 'termsPushed', 'true')
            || case when $6::boolean and (c.begins, c.ends) is distinct from ($4::date, $5::date)
              then jsonb_build_object('ranOn', concat(c.begins, '/', c.ends)) else '{}' end
        where c.roster = $1::int and c.file = 'classes' and c.outcome is null and c.id = $2::text
          and (c.begins, c.ends, c.cells ->> 'termSourcedIds') is distinct from ($4::date, $5::date, $3::text)
        returning c.block)
      delete from roster_block b using changed where b.roster = $1::int and b.file = 'classes' and b.hash = changed.block
      """;
  private static final String ADD =
      """
      insert into roster_record (roster, import, file, line, id, begins, ends, cells)
      select $1::int, 0, 'classes', 0, $2::text, $4::date, $5::date,
        jsonb_build_object('termSourcedIds', $3::text, 'termsPushed', 'true')
          || case when $6::boolean then '{"ranOn": "/"}' else '{}'::jsonb end
      where not exists (select 1 from roster_record c
        where c.roster = $1::int and c.file = 'classes' and c.outcome is null and c.id = $2::text)
      """;

  private static final String FOLLOWED =
      """
      update roster_record c set cells = c.cells - 'ranOn'
      where c.roster = $1 and c.file = 'classes' and c.outcome is null and c.id = $2
        and (c.begins, c.ends) is not distinct from ($3::date, $4::date)
      """;

  // By the lines: what was no place by what was said before may be one now. Those of pupils and
  // those of teachers are found by their class each for themselves.
  static final String OTHERWISE =
      """
      select l.role = 'student' as of_pupil, l.user_id, l.id,
        coalesce(p.own, l.cells ->> 'primary' is not null) as own, l.begins, l.ends
      from roster k
      cross join lateral (
        select r.* from roster_record r
        where r.roster = k.number and r.class_id = $3 and r.role = 'student' and r.file = 'enrollments' and r.outcome is null
        union all
        select r.* from roster_record r
        where r.roster = k.number and r.class_id = $3 and r.role = 'teacher' and r.file = 'enrollments' and r.outcome is null) l
      left join class_place p on p.board = k.board and p.school = k.school and p.class = l.class_id
        and p.person = l.user_id and p.role = case l.role when 'student' then 'PUPIL' else 'TEACHER' end
        and (p.enrolment = l.id or p.enrolment is null)
      where k.board = $1 and k.school = $2
        and case when p.class is null
          then (least(l.ends, $5::date) >= $6::date) is not false
            and (greatest(l.begins, $4::date) <= least(l.ends, $5::date)) is not false
          else p.enrolment is not null and (p.first_day is distinct from greatest(l.begins, $4::date)
            or p.last_day is distinct from least(l.ends, $5::date)) end
        and ($7::text is null or l.id = $7)
      order by of_pupil, l.user_id, l.id
      """;

  private static final Set<String> GONE = Set.of("pupil-unknown", "class-unknown");

  @Inject Pool pool;
  @Inject KeptRosters rosters;
  @Inject PlacesGone places;
  @Inject PushTurns turns;
  @Inject SchoolDays schoolDays;
  @Inject Subscriptions subscriptions;
  @Inject CommandHandler<PupilCommand, Pupil, PupilEvent> pupils;
  @Inject CommandHandler<ClassCommand, RosterClass, ClassEvent> classes;

  /** A place that stands with other days than it has by now, or not yet. */
  private record Place(
      boolean pupil,
      String person,
      String inClass,
      String enrolment,
      boolean own,
      Days days,
      boolean ownBegin) {
    static Place of(String inClass, Row row, Days ofClass) {
      return new Place(
          row.getBoolean("of_pupil"),
          row.getString("user_id"),
          inClass,
          row.getString("id"),
          row.getBoolean("own"),
          daysIn(row).within(ofClass),
          daysIn(row).beginAfter(ofClass));
    }
  }

  /**
   * @param behind whether places may not have followed yet
   */
  private record Ran(Days days, boolean behind) {
    static Ran of(Row row) {
      return new Ran(daysIn(row), row.getBoolean("behind"));
    }
  }

  private static Days daysIn(Row row) {
    return new Days(row.getLocalDate("begins"), row.getLocalDate("ends"));
  }

  /** All days where nothing is known of the class's terms. */
  Uni<Days> of(At at, String inClass) {
    return ran(at, inClass).map(Ran::days);
  }

  /** Empty where one is not known, so that it can't be told: that is remarked. */
  Uni<Optional<Days>> by(At at, List<String> terms, SingleRecord looked) {
    return pool.preparedQuery(BY_TERMS)
        .execute(
            Tuple.of(at.board().id(), at.school().id())
                .addArrayOfString(terms.toArray(new String[0])))
        .map(rows -> rows.iterator().next())
        .map(
            row -> {
              if (row.getBoolean("unclear")) {
                looked.remark(
                    "terms",
                    "unknown-reference",
                    "no session of academicSessions.csv has this id; the class was "
                        + TermRules.UNTOLD);
                return Optional.empty();
              }
              return Optional.of(daysIn(row));
            });
  }

  /**
   * Keeps what a push said of a class, and has its places follow, also those that were none by what
   * was said before; also of a class that nobody knew, into which somebody may have been entered
   * meanwhile. Said again it goes on where it broke off.
   *
   * @param said empty where it can't be told: the days are as they were
   */
  Uni<Void> change(
      At at, String inClass, List<String> terms, Optional<Days> said, Effects effects) {
    return ran(at, inClass)
        .call(ran -> ran.behind() ? follow(at, inClass, ran.days(), effects) : nothing())
        .chain(ran -> change(at, inClass, terms, ran.days(), said.orElse(ran.days()), effects));
  }

  private Uni<Void> change(
      At at, String inClass, List<String> terms, Days ran, Days days, Effects effects) {
    if (ran.equals(days)) {
      return keep(at, inClass, terms, days, false);
    }
    // What was pushed before is held against the days that it was pushed with.
    return caughtUp(at)
        .chain(() -> keep(at, inClass, terms, days, true))
        .chain(() -> follow(at, inClass, days, effects));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private Uni<Ran> ran(At at, String inClass) {
    return pool.preparedQuery(KEPT)
        .execute(Tuple.of(at.board().id(), at.school().id(), inClass))
        .map(rows -> rows.size() == 0 ? new Ran(Days.ALL, false) : Ran.of(rows.iterator().next()));
  }

  /** The lines say of places what was pushed before. */
  Uni<Void> caughtUp(At at) {
    return subscriptions
        .latest(RosterMembers.NAME, at.board(), at.school(), UP_TO_DATE_WITHIN)
        .onFailure(TimeoutException.class)
        .transform(late -> new NotYet())
        .chain(() -> rosters.noticeOthers(at));
  }

  private Uni<Void> keep(
      At at, String inClass, List<String> terms, Days days, boolean placesFollow) {
    String names = String.join(",", terms);
    return push(
        at,
        (sql, kept) ->
            keep(
                sql,
                Tuple.of(kept.number(), inClass, names, days.first(), days.last(), placesFollow)));
  }

  private Uni<Void> push(At at, BiFunction<SqlConnection, Kept, Uni<Void>> change) {
    return rosters
        .open(new ImportId(at.board(), at.school(), null))
        .chain(kept -> rosters.push(at, kept, sql -> change.apply(sql, kept)));
  }

  private static Uni<Void> keep(SqlConnection sql, Tuple line) {
    return sql.preparedQuery(CHANGE)
        .execute(line)
        .chain(() -> sql.preparedQuery(ADD).execute(line))
        .replaceWithVoid();
  }

  /**
   * By all that was pushed until now.
   *
   * @param enrolment null for all of the class
   */
  private Uni<List<Place>> otherwise(At at, String inClass, Days days, String enrolment) {
    return caughtUp(at)
        .chain(() -> places.upToDate(at))
        .chain(() -> schoolDays.today(at.board(), at.school()))
        .map(
            today ->
                Tuple.of(at.board().id(), at.school().id(), inClass)
                    .addLocalDate(days.first())
                    .addLocalDate(days.last())
                    .addLocalDate(today)
                    .addString(enrolment))
        .chain(asked -> pool.preparedQuery(OTHERWISE).execute(asked))
        .map(
            rows -> {
              List<Place> all = new ArrayList<>();
              rows.forEach(row -> all.add(Place.of(inClass, row, days)));
              return all;
            });
  }

  /**
   * Only once the days are kept it is looked who was entered meanwhile: who comes later sees them.
   */
  private Uni<Void> follow(At at, String inClass, Days days, Effects effects) {
    return otherwise(at, inClass, days, null)
        .map(all -> all.stream().map(Place::enrolment).distinct().toList())
        .chain(all -> each(all, enrolment -> follow(at, inClass, days, enrolment, effects)))
        .chain(() -> push(at, (sql, kept) -> followed(sql, kept, inClass, days)));
  }

  /**
   * In the enrolment's turn, and as it stands then: who ends or moves it while the others follow
   * has the last word on it.
   */
  private Uni<Void> follow(At at, String inClass, Days days, String enrolment, Effects effects) {
    return turns.alone(
        at,
        enrolment,
        () ->
            otherwise(at, inClass, days, enrolment)
                .chain(all -> each(all, place -> follow(at, place, effects))));
  }

  private Uni<Void> follow(At at, Place place, Effects effects) {
    return effects
        .then(place.pupil() ? pupil(at, place) : teacher(at, place))
        .onFailure(ClassDays::isGone)
        .recoverWithNull()
        .replaceWithVoid();
  }

  private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> deed) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(deed::apply)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Who left since they were found, or what ended, has no place that would follow. */
  private static boolean isGone(Throwable failure) {
    return failure instanceof Refused refused && GONE.contains(refused.code());
  }

  private static Uni<Void> followed(SqlConnection sql, Kept kept, String inClass, Days days) {
    return sql.preparedQuery(FOLLOWED)
        .execute(Tuple.of(kept.number(), inClass, days.first(), days.last()))
        .replaceWithVoid();
  }

  private Uni<Effect> pupil(At at, Place place) {
    Days days = place.days();
    PupilCommand command =
        days.isNone()
            ? new Disenrol(place.person(), place.enrolment())
            : new Enrol(
                place.person(),
                new Enrolment(
                    place.enrolment(),
                    place.inClass(),
                    days.first(),
                    days.last(),
                    place.ownBegin()));
    return Effect.of(
        pupils.handle(Pupils.stream(at.board(), at.school(), place.person()), command, at.meta()));
  }

  private Uni<Effect> teacher(At at, Place place) {
    Days days = place.days();
    ClassCommand command =
        days.isNone()
            ? new DismissTeacher(place.inClass(), place.enrolment())
            : new AppointTeacher(
                place.inClass(),
                new Teaching(
                    place.enrolment(), place.person(), days.first(), days.last(), place.own()));
    return Effect.of(
        classes.handle(
            Classes.stream(at.board(), at.school(), place.inClass()), command, at.meta()));
  }
}
