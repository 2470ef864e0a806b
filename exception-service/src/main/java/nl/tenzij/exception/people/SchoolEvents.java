package nl.tenzij.exception.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import nl.tenzij.exception.people.ClassRegistered.Teaching;
import nl.tenzij.exception.people.PupilRegistered.Enrolment;
import nl.tenzij.exception.rules.ExemptionConfig;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Keeps who belongs to which pupil: guardians, the mentor, and by the classes the staff; whose
 * child a pupil is; who has a support plan; and who is staff. A row remembers the sequence of the
 * event it comes from, so that an older one that is handled late (it had been parked, or the topic
 * is read again) does not undo a newer. Of who is forgotten nothing is kept, whoever still names
 * them.
 */
@ApplicationScoped
public class SchoolEvents implements Consumer {

  // Since when a pupil is of age is known of who was told of as a minor before. Who left and comes
  // back has grown no younger.
  private static final String PUPIL =
      """
      insert into pupil_known as known
        (board, school, pupil, present, guardians, without_custody, mentor, left_at, sequence,
          support_plan, of_age, of_age_since)
      select $1, $2, $3, $4,
        array(select who from unnest($5::text[]) who where not is_forgotten_by_now($1, who)),
        array(select who from unnest($6::text[]) who where not is_forgotten_by_now($1, who)),
        case when not is_forgotten_by_now($1, $7) then $7 end, $8, $9, $10, $11,
        case when $11 then '-infinity'::timestamptz end
      where not is_forgotten_by_now($1, $3)
      on conflict (board, school, pupil) do update
      set present = excluded.present, guardians = excluded.guardians,
        without_custody = excluded.without_custody, mentor = excluded.mentor,
        left_at = excluded.left_at, sequence = excluded.sequence,
        support_plan = excluded.support_plan, of_age = excluded.of_age,
        of_age_since = case
          when excluded.of_age then coalesce(known.of_age_since, $12)
          when not excluded.present then known.of_age_since
        end
      where known.sequence <= excluded.sequence
      """;

  // The last that were told: a pupil who has left stays their child, also where it is told late.
  private static final String PARENTS =
      """
      update pupil_known
      set parents =
          array(select who from unnest($4::text[]) who where not is_forgotten_by_now($1, who)),
        parents_sequence = $5
      where board = $1 and school = $2 and pupil = $3 and parents_sequence <= $5
      """;

  private static final String CLASS =
      """
      insert into class_known as known (board, school, class, sequence) values ($1, $2, $3, $4)
      on conflict (board, school, class) do update set sequence = excluded.sequence
      where known.sequence < excluded.sequence
      """;

  // What is told no more is on no day a place, and stays known for a while: a class that comes back
  // within it was the pupil's all along. A class that had begun and is told with a later first day
  // goes on with its next term.
  private static final String ENROLLED =
      """
      with gone as (
        delete from enrolment_known where board = $1 and school = $2 and pupil = $3
        returning class, begins, began, told_at, coalesce(gone_at, $7::timestamptz) as gone_at),
      kept as (select * from gone where gone_at > $7::timestamptz - $8::text::interval),
      told as (
        select e.class, e.begins, e.ends
        from unnest($4::text[], $5::date[], $6::date[]) as e(class, begins, ends))
      insert into enrolment_known (board, school, pupil, class, begins, ends, began, told_at, gone_at)
      select $1, $2, $3, t.class, t.begins, t.ends,
        case when t.begins is not null
            and not exists (select from kept k where k.class = t.class and k.began is null)
          then least(t.begins, (select min(k.began) from kept k
            where k.class = t.class and k.began <= ($7::timestamptz at time zone 'UTC')::date)) end,
        case when exists (select from kept k where k.class = t.class)
          then (select case when count(*) = count(k.told_at) then min(k.told_at) end
            from kept k where k.class = t.class)
          else $7::timestamptz end,
        null::timestamptz
      from told t
      union all
      select $1, $2, $3, k.class, k.begins, '-infinity', k.began, k.told_at, k.gone_at
      from kept k where not exists (select from told t where t.class = k.class)
      """;

  /** On no day in a class; since when they were told stays, for a roster can be wrong for a day. */
  private static final String AWAY =
      """
      update enrolment_known set ends = '-infinity'
      where board = $1 and school = $2 and pupil = $3
      """;

  private static final String TAUGHT =
      """
      with gone as (delete from teaching_known where board = $1 and school = $2 and class = $3)
      insert into teaching_known (board, school, class, staff, begins, ends)
      select $1, $2, $3, t.staff, t.begins, t.ends
      from unnest($4::text[], $5::date[], $6::date[]) as t(staff, begins, ends)
      where not is_forgotten_by_now($1, t.staff)
      """;

  private static final String STAFF =
      """
      insert into staff_known as known (board, school, staff, present, sequence)
      select $1, $2, $3, $4, $5 where not is_forgotten_by_now($1, $3)
      on conflict (board, school, staff) do update
      set present = excluded.present, sequence = excluded.sequence
      where known.sequence < excluded.sequence
      """;

  private static final String[] NOBODY = {};

  private final ObjectMapper json;
  private final ExemptionConfig config;

  public SchoolEvents(ObjectMapper json, ExemptionConfig config) {
    this.json = json;
    this.config = config;
  }

  @Override
  public String name() {
    return "school-people-and-parents";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(
        PupilRegistered.TYPE,
        PupilLeft.TYPE,
        ClassRegistered.TYPE,
        ClassEnded.TYPE,
        StaffMember.REGISTERED,
        StaffMember.LEFT);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    return switch (message.type()) {
      case PupilRegistered.TYPE -> registered(message, read(message, PupilRegistered.class), sql);
      case PupilLeft.TYPE -> gone(message, read(message, PupilLeft.class).pupil(), sql);
      case ClassRegistered.TYPE -> {
        ClassRegistered known = read(message, ClassRegistered.class);
        yield taught(message, known.id(), known.teachings(), sql);
      }
      case StaffMember.REGISTERED -> works(message, true, sql);
      case StaffMember.LEFT -> works(message, false, sql);
      case ClassEnded.TYPE -> taught(message, read(message, ClassEnded.class).id(), List.of(), sql);
      default -> throw new IllegalArgumentException("not asked for: " + message.type());
    };
  }

  private Uni<Void> registered(Incoming message, PupilRegistered known, SqlConnection sql) {
    Tuple row =
        of(message, known.pupil())
            .addBoolean(true)
            .addArrayOfString(known.withCustody())
            .addArrayOfString(known.withoutCustody())
            .addString(known.mentor().orElse(null))
            .addOffsetDateTime(null)
            .addLong(message.sequence())
            .addBoolean(known.supportPlan())
            .addBoolean(known.ofAge())
            .addOffsetDateTime(message.time().atOffset(ZoneOffset.UTC));
    return kept(PUPIL, row, sql)
        .chain(
            kept ->
                kept
                    ? enrolled(message, known.pupil(), known.enrolments(), sql)
                    : Uni.createFrom().voidItem())
        .chain(() -> childOf(message, known, sql));
  }

  private static Uni<Void> childOf(Incoming message, PupilRegistered known, SqlConnection sql) {
    Tuple row =
        of(message, known.pupil()).addArrayOfString(known.parents()).addLong(message.sequence());
    return sql.preparedQuery(PARENTS).execute(row).replaceWithVoid();
  }

  /**
   * A pupil who left belongs to nobody here, and stays the child of the same parents: old requests
   * stay with the care coordinator.
   */
  private static Uni<Void> gone(Incoming message, String pupil, SqlConnection sql) {
    Tuple row =
        of(message, pupil)
            .addBoolean(false)
            .addArrayOfString(NOBODY)
            .addArrayOfString(NOBODY)
            .addString(null)
            .addOffsetDateTime(message.time().atOffset(ZoneOffset.UTC))
            .addLong(message.sequence())
            .addBoolean(false)
            .addBoolean(false)
            .addOffsetDateTime(message.time().atOffset(ZoneOffset.UTC));
    return kept(PUPIL, row, sql)
        .chain(
            kept ->
                kept
                    ? sql.preparedQuery(AWAY).execute(of(message, pupil)).replaceWithVoid()
                    : Uni.createFrom().voidItem());
  }

  private static Tuple of(Incoming message, String id) {
    return Tuple.tuple()
        .addString(message.board().id())
        .addString(message.school().id())
        .addString(id);
  }

  private Uni<Void> enrolled(
      Incoming message, String pupil, List<Enrolment> enrolments, SqlConnection sql) {
    Tuple rows =
        of(message, pupil)
            .addArrayOfString(enrolments.stream().map(Enrolment::group).toArray(String[]::new))
            .addArrayOfLocalDate(
                enrolments.stream().map(Enrolment::begin).toArray(LocalDate[]::new))
            .addArrayOfLocalDate(enrolments.stream().map(Enrolment::end).toArray(LocalDate[]::new))
            .addOffsetDateTime(message.time().atOffset(ZoneOffset.UTC))
            .addString(config.afterLeaving().toString());
    return sql.preparedQuery(ENROLLED).execute(rows).replaceWithVoid();
  }

  private static Uni<Void> taught(
      Incoming message, String id, List<Teaching> teachings, SqlConnection sql) {
    Tuple row = of(message, id).addLong(message.sequence());
    Tuple rows =
        of(message, id)
            .addArrayOfString(teachings.stream().map(Teaching::staff).toArray(String[]::new))
            .addArrayOfLocalDate(teachings.stream().map(Teaching::begin).toArray(LocalDate[]::new))
            .addArrayOfLocalDate(teachings.stream().map(Teaching::end).toArray(LocalDate[]::new));
    return kept(CLASS, row, sql)
        .chain(
            kept ->
                kept
                    ? sql.preparedQuery(TAUGHT).execute(rows).replaceWithVoid()
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> works(Incoming message, boolean present, SqlConnection sql) {
    Tuple row =
        of(message, read(message, StaffMember.class).staff())
            .addBoolean(present)
            .addLong(message.sequence());
    return kept(STAFF, row, sql).replaceWithVoid();
  }

  /** False where something newer was kept before. */
  private static Uni<Boolean> kept(String statement, Tuple row, SqlConnection sql) {
    return sql.preparedQuery(statement).execute(row).map(rows -> rows.rowCount() == 1);
  }

  private <T> T read(Incoming message, Class<T> type) {
    try {
      return json.treeToValue(message.data(), type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }
}
