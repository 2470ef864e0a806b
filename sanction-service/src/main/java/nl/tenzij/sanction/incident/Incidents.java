package nl.tenzij.sanction.incident;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentCorrected;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentRecorded;

/** Where incidents lie in the log, and under which names. */
@Dependent
public class Incidents {

  private static final String HMAC = "HmacSHA256";

  public static StreamId stream(Board board, School school, UUID incident) {
    return new StreamId(board, school, "incident", incident);
  }

  /**
   * One for what one person saw: a second tap makes no second incident. To the minute, since a
   * device that is seen twice within one was seen once; where it was and what is said of it may be
   * put in other words.
   *
   * @param secret of the school: an incident's id goes to those who may not know what it is about,
   *     and without this they can't find out by trying
   */
  public static StreamId seen(
      Board board, School school, String secret, String by, Observation seen) {
    Stream<String> what =
        Stream.of(
            by,
            seen.category().name(),
            seen.device().name(),
            seen.occurredAt().truncatedTo(ChronoUnit.MINUTES).toString());
    Stream<String> who =
        seen.participants().stream()
            .map(each -> each.kind() + " " + each.id().orElse("") + " " + each.role())
            .sorted();
    String whole = Stream.concat(what, who).collect(Collectors.joining("\n"));
    return StreamId.named(board, school, "incident", hidden(whole, secret));
  }

  private static String hidden(String what, String secret) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(what.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has " + HMAC, impossible);
    }
  }

  @Produces
  @Singleton
  public static EventTypes<IncidentEvent> types() {
    return EventTypes.of(IncidentEvent.class)
        .type("incident.recorded.v5", IncidentRecorded.class)
        .type("incident.corrected.v5", IncidentCorrected.class)
        .upcast("incident.recorded.v1", "incident.recorded.v2", Incidents::withoutVerdicts)
        .upcast("incident.corrected.v1", "incident.corrected.v2", Incidents::withoutVerdicts)
        // v2 of both: nobody looked for an exemption beside the verdict
        .upcast("incident.recorded.v2", "incident.recorded.v5", json -> json)
        .upcast("incident.corrected.v2", "incident.corrected.v5", json -> json)
        // v3 of both: each participant had an id
        .upcast("incident.recorded.v3", "incident.recorded.v4", json -> json)
        .upcast("incident.corrected.v3", "incident.corrected.v4", json -> json)
        // v4 of both: each verdict said whether there was an exemption
        .upcast("incident.recorded.v4", "incident.recorded.v5", json -> json)
        .upcast("incident.corrected.v4", "incident.corrected.v5", json -> json);
  }

  /** In version 1 no verdict was taken, and neither moment nor lesson were asked. */
  private static ObjectNode withoutVerdicts(ObjectNode json) {
    json.putArray("verdicts");
    return json;
  }

  @Produces
  @Singleton
  CommandHandler<IncidentCommand, Incident, IncidentEvent> handler(
      PostgresEventStore store, EventTypes<IncidentEvent> types) {
    return new CommandHandler<>(store, new IncidentDecider(), types);
  }
}
