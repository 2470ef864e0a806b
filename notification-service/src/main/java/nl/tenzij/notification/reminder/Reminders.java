package nl.tenzij.notification.reminder;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** The newest reminder of each matter, a plain table. */
@ApplicationScoped
public class Reminders {

  /**
   * Who can see to it that what only the head does is done, where the head does not or, as a parent
   * of the pupil, may not: another head has to.
   */
  static final Set<String> BESIDE_THE_HEAD = Set.of("CARE_COORDINATOR", "BOARD");

  static final int DAYS_UNTIL_PASSED_ON = 7;

  /**
   * What is said anew is unread anew; an older word changes nothing, nor one of who is forgotten.
   */
  private static final String RAISE =
      """
      insert into reminder as known
        (reminder, board, school, kind, matter, pupil, audience, stage, due_on, last_shown, taken_by, sequence, since,
          incident, first_shown, passed_to, passed_on)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when not is_forgotten_by_now($2, $11) then $11 end, $12, $13,
        $14, $15, $16, $17
      where not is_forgotten_by_now($2, $6)
      on conflict (board, school, kind, matter) do update
      set reminder = excluded.reminder, audience = excluded.audience, stage = excluded.stage, due_on = excluded.due_on,
        last_shown = excluded.last_shown, taken_by = excluded.taken_by, sequence = excluded.sequence, since = excluded.since,
        incident = excluded.incident, first_shown = excluded.first_shown, passed_to = excluded.passed_to,
        passed_on = excluded.passed_on
      where known.sequence < excluded.sequence
      """;

  /** What is said anew has no readers yet: those it has are of the word before. */
  private static final String UNREAD = "delete from reminder_read where reminder = $1";

  private static final String SETTLE =
      """
      delete from reminder
      where board = $1 and school = $2 and kind = $3 and matter = $4 and sequence < $5
      """;

  private static final String LAST_OF_ALL =
      """
      delete from reminder
      where board = $1 and school = $2 and kind = $3 and matter = $4 and sequence < $5 and audience <@ array[$6::text]
      """;

  // Its place stays that of the word that raised it: one of another audience can come late.
  private static final String NO_LONGER =
      """
      update reminder set audience = array_remove(audience, $6::text)
      where board = $1 and school = $2 and kind = $3 and matter = $4 and sequence < $5
      """;

  /** What went out to the pupil of a reminder in person, and not to guardians. */
  private static final String WENT_OUT =
      """
      from message_view m
      where m.board = r.board and m.school = r.school and m.guardian = r.pupil and m.pupil = r.pupil
        and m.state in ('SENT', 'DELIVERED', 'READ')
      """;

  // Who recorded the incident, and teaches or mentors the pupil and is no parent of it.
  private static final String REPORTER_DECIDES =
      """
      from incident_report i
      where i.board = r.board and i.school = r.school and i.incident = r.incident
        and not exists (
          select from pupil p
          where p.board = r.board and p.school = r.school and p.pupil = r.pupil and i.person = any(p.parents))
        and ('MENTOR' = any(r.audience) and exists (
            select from pupil_taught m
            where m.board = r.board and m.school = r.school and m.pupil = r.pupil and m.mentor = i.person)
          or 'TEACHER' = any(r.audience) and exists (
            select from teacher_place t
            join pupil_place p on p.board = t.board and p.school = t.school and p.class = t.class
            where t.board = r.board and t.school = r.school and t.staff = i.person and p.pupil = r.pupil
              and coalesce(t.first_day <= $3, true) and coalesce(t.last_day >= $3, true)
              and coalesce(p.first_day <= $3, true) and coalesce(p.last_day >= $3, true)))
      """;

  /**
   * By role, for those of own pupils by pupil, for who recorded an incident, and for who has the
   * device. Where it goes on, and where nobody would be reminded before that, by the role of those
   * to whom it is passed on. Of an exemption or a measure of an own child for nobody, nor of a
   * concern or of what was told to it in person or to nobody: a parent is no staff for it. Of a
   * concern not before it is known whose child it is about.
   */
  private static final String FOR_READER =
      """
      r.board = $1 and r.school = $2 and (r.last_shown is null or r.last_shown >= $3)
        and (r.first_shown is null or r.first_shown <= $3)
        and (r.audience && $4::text[]
          or r.passed_to && $4::text[]
            and (r.passed_on <= $3 or r.incident is not null and not exists (select REPORTER_DECIDES))
          or ('MENTOR' = any(r.audience) and r.pupil = any($5) or 'TEACHER' = any(r.audience) and r.pupil = any($6))
            and (r.incident is null or exists (
              select from incident_report i
              where i.board = r.board and i.school = r.school and i.incident = r.incident and i.person = $7))
          or r.taken_by = $7)
        and not (
          r.kind in ('REVIEW_DUE', 'DECISION_DUE', 'REQUEST_INCOMPLETE', 'PROPOSAL_WAITING', 'CONFIRMATION_DUE',
            'RECONSIDERATION_DUE', 'HOME_NOT_TOLD', 'PUPIL_NOT_TOLD', 'TOLD_IN_PERSON', 'NOBODY_TO_TELL', 'CONCERN_WAITING')
          and exists (
            select from pupil p
            where p.board = r.board and p.school = r.school and p.pupil = r.pupil and $7 = any(p.parents)))
        and (r.kind <> 'CONCERN_WAITING' or exists (
          select from pupil p where p.board = r.board and p.school = r.school and p.pupil = r.pupil))
        and (r.kind <> 'TOLD_IN_PERSON' or exists (select WENT_OUT))
      """
          .replace("WENT_OUT", WENT_OUT)
          .replace("REPORTER_DECIDES", REPORTER_DECIDES);

  private static final String LIST =
      """
      select r.*, exists (select from reminder_read b where b.reminder = r.reminder and b.person = $7) as read,
        case when r.kind = 'TOLD_IN_PERSON' then (select count(*)::int WENT_OUT) end as messages
      from reminder r
      where %s and ($8::timestamptz is null or (r.since, r.reminder) < ($8, $9))
      order by r.since desc, r.reminder desc limit $10
      """
          .replace("WENT_OUT", WENT_OUT)
          .formatted(FOR_READER);

  /** Without whom it is about, which is nothing for a board. */
  private static final String OF_BOARD =
      """
      select r.reminder, r.school, r.kind, r.matter, r.since from reminder r
      where r.board = $1 and 'BOARD' = any(r.passed_to) and r.passed_on <= $2
        and ($3::timestamptz is null or (r.since, r.reminder) < ($3, $4))
      order by r.since desc, r.reminder desc limit $5
      """;

  // Waits for whoever says it anew right now: then it is not there any more.
  private static final String READ =
      """
      insert into reminder_read (reminder, person, read_at)
      select r.reminder, $7, $8 from reminder r where %s and r.reminder = $9 for key share
      on conflict (reminder, person) do update set read_at = reminder_read.read_at
      returning reminder
      """
          .formatted(FOR_READER);

  private final Pool pool;

  Reminders(Pool pool) {
    this.pool = pool;
  }

  /**
   * Who reads.
   *
   * @param roles that see all reminders meant for them
   * @param mentors the pupils whom the reader mentors
   * @param teaches the pupils whom the reader teaches today
   */
  record Reader(
      Board board,
      School school,
      String person,
      LocalDate today,
      Set<String> roles,
      List<String> mentors,
      List<String> teaches) {

    private Tuple tuple() {
      return Tuple.tuple()
          .addString(board.id())
          .addString(school.id())
          .addLocalDate(today)
          .addArrayOfString(roles.toArray(String[]::new))
          .addArrayOfString(mentors.toArray(String[]::new))
          .addArrayOfString(teaches.toArray(String[]::new))
          .addString(person);
    }
  }

  /** Where the page before ended. */
  record Before(Instant since, UUID reminder) {

    static Before of(List<String> keys) {
      return new Before(Instant.parse(keys.get(0)), UUID.fromString(keys.get(1)));
    }
  }

  /**
   * What there is to be reminded of.
   *
   * @param pupil null where it is about none
   * @param audience {@code CARE_COORDINATOR} and {@code HEAD} by role, {@code COUNCIL_PARENTS},
   *     {@code _STAFF} and {@code _PUPILS} by section, {@code MENTOR} and {@code TEACHER} of the
   *     pupil
   * @param passedTo who is reminded too from the day {@link Detail#PASSED_ON} on, by role; {@code
   *     BOARD} of all its schools, without the pupil
   * @param details days as ISO 8601 has them
   */
  record Matter(
      Kind kind,
      UUID matter,
      String pupil,
      Set<String> audience,
      Set<String> passedTo,
      Map<Detail, String> details) {

    Matter(
        Kind kind, UUID matter, String pupil, Set<String> audience, Map<Detail, String> details) {
      this(kind, matter, pupil, audience, Set.of(), details);
    }

    private String detail(Detail which) {
      return details.get(which);
    }

    private LocalDate day(Detail which) {
      return details.containsKey(which) ? LocalDate.parse(details.get(which)) : null;
    }

    private UUID incident() {
      return details.containsKey(Detail.INCIDENT)
          ? UUID.fromString(details.get(Detail.INCIDENT))
          : null;
    }
  }

  Uni<Void> raise(Matter matter, Incoming by, SqlConnection sql) {
    UUID reminder = UUID.fromString(by.id());
    return sql.preparedQuery(RAISE)
        .execute(
            Tuple.tuple()
                .addUUID(reminder)
                .addString(by.board().id())
                .addString(by.school().id())
                .addString(matter.kind().name())
                .addUUID(matter.matter())
                .addString(matter.pupil())
                .addArrayOfString(matter.audience().toArray(String[]::new))
                .addString(matter.detail(Detail.STAGE))
                .addLocalDate(matter.day(Detail.DUE_ON))
                .addLocalDate(matter.day(Detail.LAST_SHOWN))
                .addString(matter.detail(Detail.TAKEN_BY))
                .addLong(by.sequence())
                .addOffsetDateTime(by.time().atOffset(ZoneOffset.UTC))
                .addUUID(matter.incident())
                .addLocalDate(matter.day(Detail.FIRST_SHOWN))
                .addArrayOfString(matter.passedTo().toArray(String[]::new))
                .addLocalDate(matter.day(Detail.PASSED_ON)))
        .chain(() -> sql.preparedQuery(UNREAD).execute(Tuple.of(reminder)))
        .replaceWithVoid();
  }

  /** There is nothing left to be reminded of. */
  Uni<Void> settle(Kind kind, UUID matter, Incoming by, SqlConnection sql) {
    return sql.preparedQuery(SETTLE).execute(place(kind, matter, by)).replaceWithVoid();
  }

  /**
   * There is nothing left of which these would have to be reminded.
   *
   * @param audience one of those who were
   */
  Uni<Void> settle(Kind kind, UUID matter, String audience, Incoming by, SqlConnection sql) {
    Tuple asked = place(kind, matter, by).addString(audience);
    return sql.preparedQuery(LAST_OF_ALL)
        .execute(asked)
        .chain(() -> sql.preparedQuery(NO_LONGER).execute(asked))
        .replaceWithVoid();
  }

  private static Tuple place(Kind kind, UUID matter, Incoming by) {
    return Tuple.of(by.board().id(), by.school().id(), kind.name(), matter, by.sequence());
  }

  /**
   * @param before null on the first page
   */
  Uni<List<Reminder>> list(Reader reader, Before before, int most) {
    return pool.preparedQuery(LIST)
        .execute(
            reader
                .tuple()
                .addOffsetDateTime(before == null ? null : before.since().atOffset(ZoneOffset.UTC))
                .addUUID(before == null ? null : before.reminder())
                .addInteger(most))
        .map(rows -> rows.stream().map(Reminder::of).toList());
  }

  /**
   * What a board is reminded of, of all its schools.
   *
   * @param before null on the first page
   */
  Uni<List<BoardReminder>> ofBoard(Board board, LocalDate today, Before before, int most) {
    return pool.preparedQuery(OF_BOARD)
        .execute(
            Tuple.of(
                board.id(),
                today,
                before == null ? null : before.since().atOffset(ZoneOffset.UTC),
                before == null ? null : before.reminder(),
                most))
        .map(rows -> rows.stream().map(BoardReminder::of).toList());
  }

  /** Said again it changes nothing; empty where the reader has no such reminder. */
  Uni<Optional<UUID>> read(Reader reader, UUID reminder, Instant now, SqlClient sql) {
    return sql.preparedQuery(READ)
        .execute(reader.tuple().addOffsetDateTime(now.atOffset(ZoneOffset.UTC)).addUUID(reminder))
        .map(rows -> rows.stream().findFirst().map(row -> row.getUUID(0)));
  }

  /** Of those whom an event names as its audience, the ones who are reminded here. */
  static Set<String> audience(JsonNode data, Set<String> reminded) {
    return named(data.required("audience")).stream()
        .filter(reminded::contains)
        .collect(Collectors.toSet());
  }

  static Set<String> named(JsonNode roles) {
    return StreamSupport.stream(roles.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }
}
