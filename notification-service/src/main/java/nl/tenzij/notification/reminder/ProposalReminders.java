package nl.tenzij.notification.reminder;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.notification.hours.Hours;
import nl.tenzij.notification.hours.SchoolHours;

/**
 * Reminds of a sanction that was proposed and that nobody has decided on by the next school day:
 * who recorded the incident, where they may decide, and a week later care coordinator and head, as
 * far as those may; else these at once. Until it is imposed or goes.
 */
@ApplicationScoped
public class ProposalReminders implements Consumer {

  static final String RECORDED = "nl.tenzij.sanction.incident-recorded.v1";
  static final String PROPOSED = "nl.tenzij.sanction.proposed.v1";
  static final String IMPOSED = "nl.tenzij.sanction.imposed.v1";
  static final String REVOKED = "nl.tenzij.sanction.revoked.v1";

  /** They decide on what follows from what they recorded themselves. */
  private static final Set<String> OF_THE_PUPIL = Set.of("TEACHER", "MENTOR");

  private static final Set<String> OF_THE_SCHOOL = Set.of("CARE_COORDINATOR", "HEAD");

  /** Where it was told before the roles were: the head may decide on any. */
  private static final Set<String> UNLESS_TOLD = Set.of("HEAD");

  private static final String KEEP_REPORTER =
      """
      insert into incident_report (board, school, incident, person)
      select $1, $2, $3, $4 where not is_forgotten_by_now($1, $4)
      on conflict (board, school, incident) do nothing
      """;

  private final Reminders reminders;
  private final SchoolHours hours;

  public ProposalReminders(Reminders reminders, SchoolHours hours) {
    this.reminders = reminders;
    this.hours = hours;
  }

  @Override
  public String name() {
    return "proposal-reminders";
  }

  @Override
  public String topic() {
    return "sanction.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(RECORDED, PROPOSED, IMPOSED, REVOKED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    return switch (message.type()) {
      case RECORDED -> keepReporter(message, sql);
      case PROPOSED -> raise(message, sql);
      default ->
          reminders.settle(Kind.PROPOSAL_WAITING, id("sanction", message.data()), message, sql);
    };
  }

  private static Uni<Void> keepReporter(Incoming message, SqlConnection sql) {
    JsonNode reporter = message.data().path("reportedBy");
    return reporter.isMissingNode()
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(KEEP_REPORTER)
            .execute(
                Tuple.of(
                    message.board().id(),
                    message.school().id(),
                    id("incident", message.data()),
                    reporter.asText()))
            .replaceWithVoid();
  }

  private Uni<Void> raise(Incoming message, SqlConnection sql) {
    return hours
        .of(message.board(), message.school(), sql)
        .chain(known -> reminders.raise(matter(message, known), message, sql));
  }

  private static Reminders.Matter matter(Incoming message, Hours hours) {
    JsonNode data = message.data();
    Asked asked = Asked.of(data);
    LocalDate nextDay = hours.nextSchoolDay(hours.day(message.time()));
    LocalDate passedOn = hours.nextSchoolDay(nextDay.plusDays(Reminders.DAYS_UNTIL_PASSED_ON - 1));
    Map<Detail, String> details = new EnumMap<>(Detail.class);
    details.put(Detail.FIRST_SHOWN, nextDay.toString());
    details.put(Detail.PASSED_ON, passedOn.toString());
    if (asked.ofReporter()) {
      details.put(Detail.INCIDENT, data.required("incident").asText());
    }
    return new Reminders.Matter(
        Kind.PROPOSAL_WAITING,
        id("sanction", data),
        data.required("pupil").asText(),
        asked.first(),
        asked.then(),
        details);
  }

  /**
   * Who decides.
   *
   * @param then who is reminded too where it goes on
   * @param ofReporter whether those who are first are, where they recorded the incident
   */
  private record Asked(Set<String> first, Set<String> then, boolean ofReporter) {

    static Asked of(JsonNode data) {
      if (!data.has("deciders")) {
        return new Asked(UNLESS_TOLD, Set.of(), false);
      }
      Set<String> deciders = Reminders.named(data.get("deciders"));
      Set<String> reporter = those(deciders, OF_THE_PUPIL);
      Set<String> others = those(deciders, OF_THE_SCHOOL);
      return reporter.isEmpty()
          ? new Asked(others, insteadOf(others), false)
          : new Asked(reporter, others, true);
    }

    /** Where the head alone may decide, and can be a parent of the pupil. */
    private static Set<String> insteadOf(Set<String> deciders) {
      return deciders.contains("CARE_COORDINATOR") ? Set.of() : Reminders.BESIDE_THE_HEAD;
    }
  }

  private static Set<String> those(Set<String> deciders, Set<String> who) {
    Set<String> those = new HashSet<>(deciders);
    those.retainAll(who);
    return those;
  }

  private static UUID id(String field, JsonNode data) {
    return UUID.fromString(data.required(field).asText());
  }
}
