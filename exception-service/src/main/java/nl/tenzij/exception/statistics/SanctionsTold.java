package nl.tenzij.exception.statistics;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.kafka.Consumer;
import nl.tenzij.ledger.kafka.Incoming;

/** Counts incidents and what follows from them, as sanction-service tells. */
@ApplicationScoped
public class SanctionsTold implements Consumer {

  static final String RECORDED = "nl.tenzij.sanction.incident-recorded.v1";
  static final String CORRECTED = "nl.tenzij.sanction.incident-corrected.v1";
  static final String IMPOSED = "nl.tenzij.sanction.imposed.v1";
  static final String CONFIRMED = "nl.tenzij.sanction.confirmed.v1";
  static final String AMENDED = "nl.tenzij.sanction.amended.v1";
  static final String REVOKED = "nl.tenzij.sanction.revoked.v1";

  private final ObjectMapper json;

  public SanctionsTold(ObjectMapper json) {
    this.json = json;
  }

  /** What we take from an incident recorded or corrected. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Incident(
      String incident, String category, Instant occurredAt, List<Participant> participants) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Participant(String pupil, String role) {}

    /** Named first; null where nobody is. */
    String offender() {
      return participants.stream()
          .filter(each -> each.role().equals("OFFENDER"))
          .map(Participant::pupil)
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * What we take from what becomes of a sanction.
   *
   * @param measure null when it is revoked
   * @param step null but when it is imposed
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Sanction(String sanction, String pupil, String measure, Integer step) {

    String stepKey() {
      return step < 3 ? step.toString() : "3_AND_ON";
    }
  }

  @Override
  public String name() {
    return "sanctions-counted";
  }

  @Override
  public String topic() {
    return "sanction.events.v1";
  }

  @Override
  public Set<String> types() {
    return Set.of(RECORDED, CORRECTED, IMPOSED, CONFIRMED, AMENDED, REVOKED);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    return switch (message.type()) {
      case RECORDED, CORRECTED -> seen(message, read(message, Incident.class), sql);
      case IMPOSED -> imposed(message, read(message, Sanction.class), sql);
      case CONFIRMED -> {
        Sanction sanction = read(message, Sanction.class);
        yield amended(message, sanction, sql)
            .chain(() -> CasesTold.ended(message, Figure.SANCTIONS, sanction.sanction(), sql));
      }
      case AMENDED -> amended(message, read(message, Sanction.class), sql);
      case REVOKED ->
          CasesTold.none(message, Figure.SANCTIONS, read(message, Sanction.class).sanction(), sql);
      default -> throw new IllegalArgumentException("not asked for: " + message.type());
    };
  }

  private static Uni<Void> seen(Incoming message, Incident incident, SqlConnection sql) {
    return CasesTold.counted(
        message,
        new CasesTold.Case(
            Figure.INCIDENTS,
            incident.incident(),
            incident.offender(),
            incident.occurredAt(),
            List.of(Aspect.CATEGORY.known(incident.category()))),
        sql);
  }

  private static Uni<Void> imposed(Incoming message, Sanction sanction, SqlConnection sql) {
    return CasesTold.counted(
        message,
        new CasesTold.Case(
            Figure.SANCTIONS,
            sanction.sanction(),
            sanction.pupil(),
            message.time(),
            List.of(
                Aspect.MEASURE.known(sanction.measure()), Aspect.STEP.known(sanction.stepKey()))),
        sql);
  }

  private static Uni<Void> amended(Incoming message, Sanction sanction, SqlConnection sql) {
    return CasesTold.key(
        message, Figure.SANCTIONS, sanction.sanction(), Aspect.MEASURE, sanction.measure(), sql);
  }

  private <T> T read(Incoming message, Class<T> type) {
    try {
      return json.treeToValue(message.data(), type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not as the contract has it", unreadable);
    }
  }
}
