package nl.tenzij.sanction.school;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Keeps who is at a school, in which classes, and who teaches those. Each event says the whole of
 * its thing; one statement takes it in, since a morning's roster is thousands of them. What it
 * tells no more stays known of the days on which it was. Of who is forgotten nothing is kept,
 * whoever still names them.
 */
@ApplicationScoped
class Roster {

  // Who is told in a class while or after they were in another came when it was told, unless the
  // first day is their own. Told with other days they came when they had. Who is told in a class
  // again after another one is back since then.
  private static final String PUPIL =
      """
      with told as (
        insert into pupil_known as known (board, school, pupil, present, sequence, mentor)
        select $1, $2, $3, true, $4, case when not is_forgotten_by_now($1, $5) then $5 end
        where not is_forgotten_by_now($1, $3)
        on conflict (board, school, pupil) do update
        set present = true, sequence = excluded.sequence, mentor = excluded.mentor,
          left_at = null
        where known.sequence < excluded.sequence
        returning pupil),
      said as (
        select n.class, n.begins, n.ends, n.own
        from unnest($6::text[], $7::date[], $8::date[], $10::boolean[])
          as n (class, begins, ends, own), told),
      %s,
      known as (
        select class, begins, ends, greatest(begins, since) as came from enrolment_known
        where board = $1 and school = $2 and pupil = $3),
      away as (
        select said.class, said.begins, max(k.ends) as after
        from said, today, known k
        where said.ends >= day and k.class = said.class
          and k.begins <= said.ends and k.ends >= said.begins and k.ends < day - 1
          and (
            exists (
              select from known b
              where b.class = k.class and b.begins > k.ends and b.begins <= day)
            or exists (
              select from known o
              where o.class <> k.class and o.came > k.ends and o.came < day
                and not exists (
                  select from said s
                  where s.class = o.class and s.begins <= o.ends and s.ends >= o.begins)))
        group by said.class, said.begins),
      now as (
        select class, begins, max(ends) as ends, bool_or(own) as own
        from (
          select said.class, said.ends, said.own,
            case when away.after is null then said.begins
              else least(day, (
                select min(k.begins) from known k
                where k.class = said.class and k.begins > away.after)) end as begins
          from today, said left join away using (class, begins)) each
        group by class, begins),
      %s,
      before as (
        select k.class, k.ends from enrolment_known k, today
        where k.board = $1 and k.school = $2 and k.pupil = $3 and k.begins < day
        union all
        select now.class, now.ends from now, today where now.ends < day),
      same as (
        select now.class, now.begins,
          case when count(*) = count(k.since) then min(k.since) end as since
        from now join enrolment_known k on k.class = now.class
          and k.begins <= now.ends and k.ends >= now.begins
        where k.board = $1 and k.school = $2 and k.pupil = $3
        group by now.class, now.begins)
      insert into enrolment_known (board, school, pupil, class, begins, ends, since)
      select $1, $2, $3, now.class, now.begins, now.ends,
        case
          when exists (
            select from same where same.class = now.class and same.begins = now.begins)
          then (
            select same.since from same
            where same.class = now.class and same.begins = now.begins)
          when now.begins < day and not now.own
            and exists (
              select from before
              where before.class <> now.class and before.ends >= now.begins)
          then day end
      from now, today
      on conflict (board, school, pupil, class, begins) do update set ends = excluded.ends
      """
          .formatted(today("$9"), until("enrolment_known", "pupil", "class"));

  // In which classes they were until then stays: a verdict can be asked about a moment before it.
  // Who had left before does not leave later by being told again.
  private static final String LEFT =
      """
      with told as (
        insert into pupil_known as known (board, school, pupil, present, sequence, left_at)
        select $1, $2, $3, false, $4, $5 where not is_forgotten_by_now($1, $3)
        on conflict (board, school, pupil) do update
        set present = false, sequence = excluded.sequence, mentor = null,
          left_at = case when known.present then excluded.left_at else known.left_at end
        where known.sequence < excluded.sequence
        returning pupil),
      never as (
        delete from enrolment_known e using told
        where e.board = $1 and e.school = $2 and e.pupil = $3 and e.begins > $6)
      update enrolment_known e set ends = least(e.ends, $6) from told
      where e.board = $1 and e.school = $2 and e.pupil = $3 and e.begins <= $6
      """;

  private static final String RUNS =
      """
      with told as (
        insert into class_known as known (board, school, class, present, subjects, sequence)
        values ($1, $2, $3, true, $5, $4)
        on conflict (board, school, class) do update
        set present = true, subjects = excluded.subjects, sequence = excluded.sequence
        where known.sequence < excluded.sequence
        returning class),
      now as (
        select n.staff, n.begins, n.ends
        from unnest($6::text[], $7::date[], $8::date[]) as n (staff, begins, ends), told
        where not is_forgotten_by_now($1, n.staff)),
      %s,
      %s
      insert into teaching_known (board, school, class, staff, begins, ends)
      select $1, $2, $3, staff, begins, ends from now
      on conflict (board, school, class, staff, begins) do update set ends = excluded.ends
      """
          .formatted(today("$9"), until("teaching_known", "class", "staff"));

  private static final String ENDED =
      """
      with told as (
        insert into class_known as known (board, school, class, present, subjects, sequence)
        values ($1, $2, $3, false, '{}', $4)
        on conflict (board, school, class) do update
        set present = false, sequence = excluded.sequence
        where known.sequence < excluded.sequence
        returning class),
      now as (select null::text as staff, null::date as begins, null::date as ends where false),
      %s,
      %s
      select from told
      """
          .formatted(today("$5"), until("teaching_known", "class", "staff"));

  private static final String STAFF =
      """
      insert into staff_known as known (board, school, staff, present, sequence)
      select $1, $2, $3, $5, $4 where not is_forgotten_by_now($1, $3)
      on conflict (board, school, staff) do update
      set present = excluded.present, sequence = excluded.sequence
      where known.sequence < excluded.sequence
      """;

  /**
   * The school's date then.
   *
   * @param at the parameter with the moment at which it was told
   */
  private static String today(String at) {
    return """
      today as (
        select ($at::timestamptz at time zone $zone)::date as day from told)
      """
        .replace("$at", at)
        .replace("$zone", SchoolZone.of("$1", "$2"))
        .strip();
  }

  /**
   * What is told no more ended on the day before, and stays with what had ended by then: a verdict
   * can be asked about it. What is told of other days instead never was.
   *
   * @param of whose they are, as {@code $3}
   */
  private static String until(String table, String of, String each) {
    return """
      never as (
        delete from $table k using today
        where k.board = $1 and k.school = $2 and k.$of = $3
          and not exists (select from now where now.$each = k.$each and now.begins = k.begins)
          and (k.begins >= day or exists (
            select from now
            where now.$each = k.$each and now.begins <= k.ends and now.ends >= k.begins))),
      over as (
        update $table k set ends = day - 1 from today
        where k.board = $1 and k.school = $2 and k.$of = $3 and k.begins < day and k.ends >= day
          and not exists (
            select from now
            where now.$each = k.$each
              and (now.begins = k.begins or now.begins <= k.ends and now.ends >= k.begins)))
      """
        .replace("$table", table)
        .replace("$of", of)
        .replace("$each", each)
        .strip();
  }

  Uni<Void> pupil(Incoming message, PupilRegistered pupil, SqlConnection sql) {
    Spans classes = pupil.inClasses();
    return sql.preparedQuery(PUPIL)
        .execute(
            about(message, pupil.pupil())
                .addString(pupil.mentor().orElse(null))
                .addArrayOfString(classes.ids())
                .addArrayOfLocalDate(classes.begins())
                .addArrayOfLocalDate(classes.ends())
                .addOffsetDateTime(at(message))
                .addArrayOfBoolean(pupil.ownBegins()))
        .replaceWithVoid();
  }

  Uni<Void> left(Incoming message, String pupil, SqlConnection sql) {
    OffsetDateTime at = at(message);
    return sql.preparedQuery(LEFT)
        .execute(about(message, pupil).addOffsetDateTime(at).addLocalDate(at.toLocalDate()))
        .replaceWithVoid();
  }

  Uni<Void> runs(Incoming message, ClassRegistered group, SqlConnection sql) {
    Spans staff = group.staff();
    return sql.preparedQuery(RUNS)
        .execute(
            about(message, group.id())
                .addArrayOfString(group.subjects().toArray(String[]::new))
                .addArrayOfString(staff.ids())
                .addArrayOfLocalDate(staff.begins())
                .addArrayOfLocalDate(staff.ends())
                .addOffsetDateTime(at(message)))
        .replaceWithVoid();
  }

  Uni<Void> ended(Incoming message, String group, SqlConnection sql) {
    return sql.preparedQuery(ENDED)
        .execute(about(message, group).addOffsetDateTime(at(message)))
        .replaceWithVoid();
  }

  Uni<Void> staff(Incoming message, String staff, boolean present, SqlConnection sql) {
    return sql.preparedQuery(STAFF)
        .execute(about(message, staff).addBoolean(present))
        .replaceWithVoid();
  }

  private static OffsetDateTime at(Incoming message) {
    return message.time().atOffset(ZoneOffset.UTC);
  }

  private static Tuple about(Incoming message, String id) {
    return Tuple.tuple()
        .addString(message.board().id())
        .addString(message.school().id())
        .addString(id)
        .addLong(message.sequence());
  }
}
