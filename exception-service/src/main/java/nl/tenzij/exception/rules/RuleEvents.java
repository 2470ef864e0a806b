package nl.tenzij.exception.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/**
 * Keeps what a school's policy says of exemptions, and its calendar. A rule without an objection
 * term is one that was read before terms were kept, and that is to come again.
 */
@ApplicationScoped
public class RuleEvents implements Consumer {

  private static final String RULE =
      """
      insert into exemption_rule_known as known
        (board, school, valid_from, rule, objection_term, sequence)
      values ($1, $2, $3, $4::text::jsonb, $5, $6)
      on conflict (board, school, valid_from) do update
      set rule = excluded.rule, objection_term = excluded.objection_term,
        sequence = excluded.sequence
      where known.sequence <= excluded.sequence
      """;

  private static final String CALENDAR =
      """
      insert into calendar_known as known (board, school, time_zone, semester_ends, sequence)
      values ($1, $2, $3, $4, $5)
      on conflict (board, school) do update
      set time_zone = excluded.time_zone, semester_ends = excluded.semester_ends,
        sequence = excluded.sequence
      where known.sequence < excluded.sequence
      """;

  private final ObjectMapper json;
  private final ExemptionConfig config;

  public RuleEvents(ObjectMapper json, ExemptionConfig config) {
    this.json = json;
    this.config = config;
  }

  @Override
  public String name() {
    return "school-policies";
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(PolicyInForce.TYPE, CalendarSet.TYPE);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    return switch (message.type()) {
      case PolicyInForce.TYPE -> rule(message, sql);
      case CalendarSet.TYPE -> calendar(message, sql);
      default -> throw new IllegalArgumentException("not asked for: " + message.type());
    };
  }

  private Uni<Void> rule(Incoming message, SqlConnection sql) {
    try {
      PolicyInForce policy = json.treeToValue(message.data(), PolicyInForce.class);
      if (!PolicyInForce.PHONES.equals(policy.topic())) {
        return Uni.createFrom().voidItem();
      }
      PolicyInForce.Exemptions rule =
          policy.exemptions() == null ? PolicyInForce.Exemptions.NONE : policy.exemptions();
      // A rule that can't be used is put aside here, not found when somebody needs it.
      rule.terms();
      Tuple row =
          school(message)
              .addOffsetDateTime(policy.from().atOffset(ZoneOffset.UTC))
              .addString(json.writeValueAsString(rule))
              .addString(
                  Objects.requireNonNullElseGet(policy.objectionTerm(), config::objectedWithin)
                      .toString())
              .addLong(message.sequence());
      return sql.preparedQuery(RULE).execute(row).replaceWithVoid();
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }

  private Uni<Void> calendar(Incoming message, SqlConnection sql) {
    try {
      CalendarSet calendar = json.treeToValue(message.data(), CalendarSet.class);
      Tuple row =
          school(message)
              .addString(calendar.timeZone().getId())
              .addArrayOfLocalDate(calendar.semesterEnds())
              .addLong(message.sequence());
      return sql.preparedQuery(CALENDAR).execute(row).replaceWithVoid();
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }

  private static Tuple school(Incoming message) {
    return Tuple.tuple().addString(message.board().id()).addString(message.school().id());
  }
}
