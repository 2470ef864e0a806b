package nl.tenzij.school.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import nl.tenzij.school.roster.RosterPush.At;

/**
 * What the roster's own lines say of an enrolment that is pushed: they come to say what the push
 * says, also where its place is over and the log can't tell.
 */
@ApplicationScoped
class EnrolmentLines {

  /**
   * A teacher's place is the roster's where it gives it without having the user here: one who is
   * still to come, or no more here by the roster. Whom a push had leave it does have here.
   */
  private static final String THE_ROSTERS =
      """
      select from roster k join roster_record l on l.roster = k.number
      where k.board = $1 and k.school = $2 and l.id = $3 and l.file = 'enrollments' and l.outcome is null
        and l.role = 'teacher' and l.user_id = $4 and l.class_id = $5
        and not exists (
          select from roster_record u
          join roster_record r on r.roster = u.roster and r.file = 'roles' and r.user_id = u.id and r.outcome is null
          where u.roster = k.number and u.file = 'users' and u.id = $4 and u.outcome is null and r.role <> all($6)
            and (r.begins is null or r.begins <= k.judged_on) and (r.ends is null or r.ends >= k.judged_on))
      """;

  /**
   * The roster's lines by this id on somebody else, or on another class; all of them where it gives
   * no place. Where it is not deleted, only those that give one.
   */
  private static final String OF_OTHERS =
      """
      k.board = $1 and k.school = $2 and l.roster = k.number and l.id = $3 and l.file = 'enrollments' and l.outcome is null
        and (l.role = 'student', l.user_id, l.class_id) is distinct from ($4::boolean, $5::text, $6::text)
        and ($7::boolean or l.role in ('student', 'teacher'))
      """;

  private static final String ANY_OF_OTHERS =
      "select from roster k, roster_record l where " + OF_OTHERS + " limit 1";

  private static final String FORGET_THOSE_OF_OTHERS =
      """
      with gone as (delete from roster_record l using roster k where #of_others returning l.roster, l.block)
      delete from roster_block b using gone where b.roster = gone.roster and b.file = 'enrollments' and b.hash = gone.block
      """
          .replace("#of_others", OF_OTHERS);

  // As for who catches up with the log: a day that is the class's is not the place's own, nor one
  // that was while not all of its places have followed.
  private static final String OWN_BEGIN =
      "nullif(nullif($7::date, $9::date), #began)"
          .replace("#began", ofClass(CatchingUpRules.BEGAN));
  private static final String OWN_END =
      "nullif(nullif($8::date, $10::date), #ended)"
          .replace("#ended", ofClass(CatchingUpRules.ENDED));

  private static String ofClass(String day) {
    return CatchingUpRules.CLASS_DAY.formatted(day, "l").replace("#roster", "k.number");
  }

  /**
   * The roster's lines on the very place, with other days of its own. Of a day that is the class's
   * a line may be silent or not.
   */
  private static final String WITH_OTHER_DAYS =
      """
      k.board = $1 and k.school = $2 and l.roster = k.number and l.id = $3 and l.file = 'enrollments' and l.outcome is null
        and (l.role = 'student', l.user_id, l.class_id) is not distinct from ($4::boolean, $5::text, $6::text)
        and (l.begins is distinct from $7::date and l.begins is distinct from #own_begin
          or l.ends is distinct from $8::date and l.ends is distinct from #own_end)
      """
          .replace("#own_begin", OWN_BEGIN)
          .replace("#own_end", OWN_END);

  private static final String ANY_WITH_OTHER_DAYS =
      "select from roster k, roster_record l where " + WITH_OTHER_DAYS + " limit 1";

  private static final String HAVE_THESE_DAYS =
      """
      with other as (update roster_record l set mark = null,
          begins = case l.begins when $7::date then l.begins else #own_begin end,
          ends = case l.ends when $8::date then l.ends else #own_end end
        from roster k where #with_other_days returning l.roster, l.block)
      delete from roster_block b using other where b.roster = other.roster and b.file = 'enrollments' and b.hash = other.block
      """
          .replace("#with_other_days", WITH_OTHER_DAYS)
          .replace("#own_begin", OWN_BEGIN)
          .replace("#own_end", OWN_END);

  private static final String[] NOT_OF_STAFF =
      Stream.concat(Stream.of(UserRecord.PUPIL), UserRecord.GUARDIANS.stream())
          .toArray(String[]::new);

  @Inject Pool pool;
  @Inject KeptRosters rosters;

  /** Whether the roster gives a teacher this place, be it one who is not here. */
  Uni<Boolean> giveTeacher(At at, String id, Standing place) {
    return pool.preparedQuery(THE_ROSTERS)
        .execute(
            Tuple.of(
                at.board().id(),
                at.school().id(),
                id,
                place.person(),
                place.inClass(),
                NOT_OF_STAFF))
        .map(rows -> rows.size() > 0);
  }

  /**
   * What the roster said of this id is so no more, also where its place is over: the log, which
   * knows no place then, can't tell, and it would come back with longer terms.
   *
   * @param but what is said of it now
   * @param deleted whether that goes too by which nobody has a place
   * @return whether there was anything
   */
  Uni<Boolean> forget(At at, String id, Standing but, boolean deleted) {
    Tuple others =
        Tuple.of(at.board().id(), at.school().id(), id)
            .addBoolean(but.pupil())
            .addString(but.person())
            .addString(but.inClass())
            .addBoolean(deleted);
    return pool.preparedQuery(ANY_OF_OTHERS)
        .execute(others)
        .map(rows -> rows.size() > 0)
        .call(
            any -> any ? change(at, FORGET_THOSE_OF_OTHERS, others) : Uni.createFrom().voidItem());
  }

  /**
   * The roster's line on this place has the days that are said now. Where it was over, who catches
   * up with the log passes it by, and with longer terms the place would run on.
   */
  Uni<Void> haveDays(At at, String id, Standing place, Days own, Days ofClass) {
    Tuple days =
        Tuple.of(at.board().id(), at.school().id(), id)
            .addBoolean(place.pupil())
            .addString(place.person())
            .addString(place.inClass())
            .addLocalDate(own.first())
            .addLocalDate(own.last())
            .addLocalDate(ofClass.first())
            .addLocalDate(ofClass.last());
    return pool.preparedQuery(ANY_WITH_OTHER_DAYS)
        .execute(days)
        .chain(
            rows ->
                rows.size() > 0 ? change(at, HAVE_THESE_DAYS, days) : Uni.createFrom().voidItem());
  }

  private Uni<Void> change(At at, String statement, Tuple values) {
    return rosters
        .open(new ImportId(at.board(), at.school(), null))
        .chain(
            kept ->
                rosters.push(
                    at,
                    kept,
                    sql -> sql.preparedQuery(statement).execute(values).replaceWithVoid()));
  }
}
