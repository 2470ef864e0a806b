package nl.tenzij.exception.published;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.exception.concern.ConcernEvent;
import nl.tenzij.exception.concern.ConcernEvent.ConcernClosed;
import nl.tenzij.exception.concern.ConcernEvent.ConcernReported;
import nl.tenzij.exception.concern.ConcernEvent.ConcernTakenUp;
import nl.tenzij.exception.concern.ConcernEvent.UptakeReminded;
import nl.tenzij.exception.concern.ConcernEvent.UptakeSettled;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentBegun;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.CompletionReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.CoreTeamReplaced;
import nl.tenzij.exception.exemption.ExemptionEvent.DecisionReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.EvidenceAttached;
import nl.tenzij.exception.exemption.ExemptionEvent.EvidenceRemoved;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionAdjusted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.ExemptionEvent.GuidanceGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.MotivationGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestSubmitted;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestWithdrawn;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewBroughtForward;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewHeld;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.TalkHeld;
import nl.tenzij.exception.published.TellGranted.Occasion;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.kafka.Publisher;
import nl.tenzij.ledger.store.Recorded;

/**
 * What others are told, as {@code contract/asyncapi.yaml} lays down: that an exemption is there and
 * what it covers. Never what it is for, nor why it was granted or refused. Of a concern only that
 * nobody takes it up, where that is so for long.
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
    return switch (recorded.event()) {
      case ExemptionEvent event -> tell(recorded, event).stream().toList();
      case ConcernEvent event -> concern(recorded, event).stream().toList();
      default -> List.of();
    };
  }

  /** That it waits, to those who remind of it: nothing of what it says, nor who reported it. */
  private static Optional<Published> concern(Recorded<?> recorded, ConcernEvent event) {
    UUID concern = recorded.stream().id();
    return switch (event) {
      case UptakeReminded reminded ->
          concern(
              recorded,
              reminded.pupil(),
              "concern-waiting.v1",
              TellConcern.Waiting.of(concern, reminded));
      case UptakeSettled settled ->
          concern(
              recorded,
              settled.pupil(),
              "concern-taken-up.v1",
              new TellConcern(concern, settled.pupil()));
      case ConcernReported _, ConcernTakenUp _, ConcernClosed _ -> Optional.empty();
    };
  }

  private static Optional<Published> concern(
      Recorded<?> recorded, String pupil, String type, Object data) {
    return Optional.of(Published.of(recorded, PREFIX + type, pupil, pupil, data));
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
              TellGranted.of(exemption, event.pupil(), granted.grant(), Occasion.GRANTED));
      case ExemptionRefused _ -> tell(recorded, event, "exemption-refused.v1", plain);
      case ExemptionSuspended suspended ->
          tell(
              recorded,
              event,
              "exemption-suspended.v1",
              new TellSuspended(exemption, event.pupil(), suspended.from(), suspended.until()));
      case ExemptionResumed _ -> tell(recorded, event, "exemption-resumed.v1", plain);
      case ExemptionEnded ended ->
          tell(
              recorded,
              event,
              "exemption-ended.v1",
              TellEnded.of(exemption, event.pupil(), ended.cause()));
      // The whole of it as it now stands, under the same id.
      case ExemptionAdjusted adjusted ->
          tell(
              recorded,
              event,
              "exemption-granted.v1",
              TellGranted.of(exemption, event.pupil(), adjusted.grant(), Occasion.ADJUSTED));
      case ReviewReminded reminded ->
          tell(recorded, event, "review-due.v1", TellReviewDue.of(exemption, reminded));
      case DecisionReminded reminded ->
          tell(recorded, event, "decision-due.v1", TellDecisionDue.of(exemption, reminded));
      case CompletionReminded reminded ->
          tell(
              recorded,
              event,
              "request-incomplete.v1",
              TellRequestIncomplete.of(exemption, reminded));
      case RequestSubmitted _ -> tell(recorded, event, "request-complete.v1", plain);
      // Steps within the school that change nothing for others.
      case MotivationGiven _,
          EvidenceAttached _,
          EvidenceRemoved _,
          AssessmentBegun _,
          CoreTeamReplaced _,
          AssessmentGiven _,
          TalkHeld _,
          GuidanceGiven _,
          ReviewBroughtForward _,
          ReviewHeld _ ->
          Optional.empty();
    };
  }

  private static Optional<Published> tell(
      Recorded<?> recorded, ExemptionEvent event, String type, Object data) {
    return Optional.of(Published.of(recorded, PREFIX + type, event.pupil(), event.pupil(), data));
  }
}
