package nl.tenzij.notification.hours;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.notification.hours.SchoolHours.Part;

/**
 * Learns from school-service when a school may write to guardians. A consumer of its own beside the
 * one for people: it reads the topic from its start, also where the other is far on.
 */
@ApplicationScoped
public class CalendarEvents implements Consumer {

  static final String SCHOOL_REGISTERED = "nl.tenzij.school.school-registered.v1";
  static final String CALENDAR_SET = "nl.tenzij.school.calendar-set.v1";
  static final String POLICY_IN_FORCE = "nl.tenzij.school.policy-in-force.v1";

  /** Each of a school's policies has message rules; those of the one on phones hold for all. */
  private static final String RULING = "PHONES";

  private final SchoolHours hours;
  private final Review review;
  private final ObjectMapper json;

  public CalendarEvents(SchoolHours hours, Review review, ObjectMapper json) {
    this.hours = hours;
    this.review = review;
    this.json = json;
  }

  @Override
  public String name() {
    return "calendar-events";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(SCHOOL_REGISTERED, CALENDAR_SET, POLICY_IN_FORCE);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    JsonNode data = message.data();
    return switch (message.type()) {
      case SCHOOL_REGISTERED -> keep(message, Part.ZONE, zone(data), sql);
      case CALENDAR_SET -> keep(message, Part.CALENDAR, calendar(data), sql);
      case POLICY_IN_FORCE ->
          RULING.equals(data.path("topic").asText())
              ? keep(message, Part.QUIET, quiet(data), sql)
              : Uni.createFrom().voidItem();
      default -> Uni.createFrom().voidItem();
    };
  }

  /** What is held already is held by the new hours from now on. */
  private Uni<Void> keep(Incoming message, Part part, Object content, SqlConnection sql) {
    return hours
        .keep(message.board(), message.school(), part, content, message.sequence(), sql)
        .chain(
            () -> review.of(message.board(), message.school(), UUID.fromString(message.id()), sql));
  }

  /** A zone that is none is no reason to write at night: such a message is put aside. */
  static String zone(JsonNode data) {
    return ZoneId.of(data.required("timeZone").asText()).getId();
  }

  Calendar calendar(JsonNode data) {
    Calendar calendar = read(data, Calendar.class);
    zone(data);
    return calendar;
  }

  /** Null where the policy was recorded before such rules were kept. */
  Quiet quiet(JsonNode data) {
    JsonNode rules = data.path("messages");
    return rules.isObject() ? read(rules, Quiet.class) : null;
  }

  private <T> T read(JsonNode data, Class<T> type) {
    try {
      return json.treeToValue(data, type);
    } catch (JsonProcessingException notByContract) {
      throw new IllegalArgumentException("not what the contract says", notByContract);
    }
  }
}
