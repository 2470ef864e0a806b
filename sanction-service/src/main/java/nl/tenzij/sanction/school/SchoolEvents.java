package nl.tenzij.sanction.school;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Keeps what sanctions need to know of schools: who is there, whom to ask, and when there was
 * school and which rules held when. A row remembers the sequence of the event it comes from, so
 * that an older one that is handled late (it had been parked) does not undo a newer.
 */
@ApplicationScoped
public class SchoolEvents implements Consumer {

  static final String NAME = "school-people-and-rules";

  private static final String SCHOOL =
      """
      insert into school_known as known (board, school, sector, time_zone, sequence)
      values ($1, $2, $3, $4, $5)
      on conflict (board, school) do update
      set sector = excluded.sector, time_zone = excluded.time_zone, sequence = excluded.sequence
      where known.sequence < excluded.sequence
      """;

  private static final String CALENDAR =
      """
      insert into calendar_known (board, school, calendar, sequence, told_at)
      values ($1, $2, $3::text::jsonb, $4, $5)
      on conflict (board, school, sequence) do nothing
      """;

  private static final String CALENDAR_CHANGED =
      """
      insert into calendar_changed (board, school) values ($1, $2)
      on conflict (board, school) do update set since = excluded.since, looked_at = null
      """;

  private static final String CONTACTS =
      """
      insert into contact_desk_known as known (board, school, contacts, sequence)
      values ($1, $2, $3::text::jsonb, $4)
      on conflict (board, school) do update
      set contacts = excluded.contacts, sequence = excluded.sequence
      where known.sequence < excluded.sequence
      """;

  private static final String POLICY =
      """
      insert into policy_known (board, school, policy, version, topic, valid_from, rules, sequence)
      values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8)
      on conflict (board, school, policy, version) do nothing
      """;

  private final ObjectMapper json;
  private final Roster roster;
  private final SchoolBooks books;

  public SchoolEvents(ObjectMapper json, Roster roster, SchoolBooks books) {
    this.json = json;
    this.roster = roster;
    this.books = books;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(
        SchoolRegistered.TYPE,
        PupilRegistered.TYPE,
        PupilLeft.TYPE,
        ClassRegistered.TYPE,
        ClassEnded.TYPE,
        StaffMember.REGISTERED,
        StaffMember.LEFT,
        CalendarSet.TYPE,
        ContactDeskSet.TYPE,
        PolicyInForce.TYPE);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    return switch (message.type()) {
      case SchoolRegistered.TYPE -> school(message, read(message, SchoolRegistered.class), sql);
      case PupilRegistered.TYPE -> roster.pupil(message, read(message, PupilRegistered.class), sql);
      case PupilLeft.TYPE -> roster.left(message, read(message, PupilLeft.class).pupil(), sql);
      case ClassRegistered.TYPE -> roster.runs(message, read(message, ClassRegistered.class), sql);
      case ClassEnded.TYPE -> roster.ended(message, read(message, ClassEnded.class).id(), sql);
      case StaffMember.REGISTERED ->
          roster.staff(message, read(message, StaffMember.class).staff(), true, sql);
      case StaffMember.LEFT ->
          roster.staff(message, read(message, StaffMember.class).staff(), false, sql);
      case CalendarSet.TYPE -> {
        // read, so that what is not as the contract has it is parked and not kept
        read(message, CalendarSet.class).toCalendar();
        yield whole(CALENDAR, asItStands(message).addOffsetDateTime(told(message)), message, sql)
            .chain(() -> noted(message, sql));
      }
      case ContactDeskSet.TYPE -> {
        read(message, ContactDeskSet.class);
        yield whole(CONTACTS, asItStands(message), message, sql);
      }
      case PolicyInForce.TYPE -> policy(message, read(message, PolicyInForce.class), sql);
      default -> throw new IllegalArgumentException("not asked for: " + message.type());
    };
  }

  private static Tuple asItStands(Incoming message) {
    return Tuple.of(
        message.board().id(), message.school().id(), message.data().toString(), message.sequence());
  }

  private static OffsetDateTime told(Incoming message) {
    return message.time().atOffset(ZoneOffset.UTC);
  }

  private Uni<Void> whole(String statement, Tuple row, Incoming message, SqlConnection sql) {
    return sql.preparedQuery(statement)
        .execute(row)
        .chain(() -> books.changed(message.board(), message.school(), sql));
  }

  /** For who looks at what hangs on the end of the day. */
  private static Uni<Void> noted(Incoming message, SqlConnection sql) {
    return sql.preparedQuery(CALENDAR_CHANGED)
        .execute(Tuple.of(message.board().id(), message.school().id()))
        .replaceWithVoid();
  }

  private Uni<Void> school(Incoming message, SchoolRegistered school, SqlConnection sql) {
    return sql.preparedQuery(SCHOOL)
        .execute(
            Tuple.of(
                message.board().id(),
                message.school().id(),
                school.sector().name(),
                school.timeZone().getId(),
                message.sequence()))
        .chain(() -> books.changed(message.board(), message.school(), sql));
  }

  private Uni<Void> policy(Incoming message, PolicyInForce policy, SqlConnection sql) {
    return keep(message, policy, sql)
        .chain(() -> books.changed(message.board(), message.school(), sql));
  }

  private static Uni<Void> keep(Incoming message, PolicyInForce policy, SqlConnection sql) {
    return sql.preparedQuery(POLICY)
        .execute(
            Tuple.tuple()
                .addString(message.board().id())
                .addString(message.school().id())
                .addString(policy.policy())
                .addInteger(policy.version())
                .addString(policy.topic())
                .addOffsetDateTime(policy.from().atOffset(ZoneOffset.UTC))
                .addString(message.data().toString())
                .addLong(message.sequence()))
        .replaceWithVoid();
  }

  private <T> T read(Incoming message, Class<T> type) {
    try {
      return json.treeToValue(message.data(), type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }
}
