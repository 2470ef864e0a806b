package nl.tenzij.exception.published;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentBegun;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestSubmitted;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestWithdrawn;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.kafka.Publisher;
import nl.tenzij.ledger.store.Recorded;

/**
 * What others are told, as {@code contract/asyncapi.yaml} lays down: that an exemption is there and
 * what it covers. Never what it is for, nor why it was granted or refused.
 */
@ApplicationScoped
public class ExceptionTopic implements Publisher {

  private static final String PREFIX = "nl.tenzij.exception.";

  @Override
  public String topic() {
    return "exception.events.v1";
  }

  @Override
  public List<Published> publish(Recorded<?> recorded) {
    return recorded.event() instanceof ExemptionEvent event
        ? tell(recorded, event).stream().toList()
        : List.of();
  }

  private static Optional<Published> tell(Recorded<?> recorded, ExemptionEvent event) {
    UUID exemption = recorded.stream().id();
    var plain = new TellExemption(exemption, event.pupil());
    return switch (event) {
      case ExemptionRequested _ -> tell(recorded, event, "exemption-requested.v1", plain);
      case RequestWithdrawn _ -> tell(recorded, event, "exemption-withdrawn.v1", plain);
      case ExemptionGranted granted ->
          tell(
              recorded,
              event,
              "exemption-granted.v1",
              TellGranted.of(exemption, event.pupil(), granted.grant()));
      case ExemptionRefused _ -> tell(recorded, event, "exemption-refused.v1", plain);
      case ExemptionSuspended suspended ->
          tell(
              recorded,
              event,
              "exemption-suspended.v1",
              new TellSuspended(exemption, event.pupil(), suspended.from(), suspended.until()));
      case ExemptionResumed _ -> tell(recorded, event, "exemption-resumed.v1", plain);
      case ExemptionEnded _ -> tell(recorded, event, "exemption-ended.v1", plain);
      // Steps within the school that change nothing for others.
      case RequestSubmitted _, AssessmentBegun _ -> Optional.empty();
    };
  }

  private static Optional<Published> tell(
      Recorded<?> recorded, ExemptionEvent event, String type, Object data) {
    return Optional.of(Published.of(recorded, PREFIX + type, event.pupil(), event.pupil(), data));
  }
}
