package nl.tenzij.exception.exemption;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
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
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** Where exemptions lie in the log, and under which names. */
@Dependent
public class Exemptions {

  public static StreamId stream(Board board, School school, UUID exemption) {
    return new StreamId(board, school, "exemption", exemption);
  }

  @Produces
  @Singleton
  public static EventTypes<ExemptionEvent> types() {
    return EventTypes.of(ExemptionEvent.class)
        .type("exemption.requested.v2", ExemptionRequested.class)
        .upcast(
            "exemption.requested.v1",
            "exemption.requested.v2",
            event -> widened(event, "request", "wished"))
        .type("exemption.motivation-given.v1", MotivationGiven.class)
        .type("exemption.evidence-attached.v1", EvidenceAttached.class)
        .type("exemption.evidence-removed.v1", EvidenceRemoved.class)
        .type("exemption.request-submitted.v2", RequestSubmitted.class)
        .upcast("exemption.request-submitted.v1", "exemption.request-submitted.v2", event -> event)
        .type("exemption.assessment-begun.v2", AssessmentBegun.class)
        .upcast(
            "exemption.assessment-begun.v1",
            "exemption.assessment-begun.v2",
            event -> with(event, "criteria"))
        .type("exemption.core-team-replaced.v2", CoreTeamReplaced.class)
        .upcast(
            "exemption.core-team-replaced.v1", "exemption.core-team-replaced.v2", event -> event)
        .type("exemption.assessment-given.v1", AssessmentGiven.class)
        .type("exemption.decision-reminded.v1", DecisionReminded.class)
        .type("exemption.completion-reminded.v1", CompletionReminded.class)
        .type("exemption.granted.v3", ExemptionGranted.class)
        .upcast("exemption.granted.v1", "exemption.granted.v2", Exemptions::agreed)
        .upcast("exemption.granted.v2", "exemption.granted.v3", event -> event)
        .type("exemption.refused.v2", ExemptionRefused.class)
        .upcast("exemption.refused.v1", "exemption.refused.v2", event -> event)
        .type("exemption.request-withdrawn.v2", RequestWithdrawn.class)
        .upcast("exemption.request-withdrawn.v1", "exemption.request-withdrawn.v2", event -> event)
        .type("exemption.talk-held.v1", TalkHeld.class)
        .type("exemption.guidance-given.v1", GuidanceGiven.class)
        .type("exemption.suspended.v2", ExemptionSuspended.class)
        .upcast("exemption.suspended.v1", "exemption.suspended.v2", event -> event)
        .type("exemption.resumed.v2", ExemptionResumed.class)
        .upcast("exemption.resumed.v1", "exemption.resumed.v2", event -> event)
        .type("exemption.review-reminded.v2", ReviewReminded.class)
        .upcast("exemption.review-reminded.v1", "exemption.review-reminded.v2", event -> event)
        .type("exemption.review-brought-forward.v1", ReviewBroughtForward.class)
        .type("exemption.review-held.v5", ReviewHeld.class)
        .upcast("exemption.review-held.v1", "exemption.review-held.v2", event -> event)
        .upcast("exemption.review-held.v2", "exemption.review-held.v3", event -> event)
        .upcast("exemption.review-held.v3", "exemption.review-held.v4", event -> event)
        .upcast("exemption.review-held.v4", "exemption.review-held.v5", event -> event)
        .type("exemption.adjusted.v1", ExemptionAdjusted.class)
        .type("exemption.ended.v2", ExemptionEnded.class)
        .upcast("exemption.ended.v1", "exemption.ended.v2", event -> event);
  }

  private static ObjectNode agreed(ObjectNode event) {
    with((ObjectNode) event.get("grant"), "agreed");
    return widened(event, "grant", "scope");
  }

  /** A scope from before devices and times were named held for all of them. */
  private static ObjectNode widened(ObjectNode event, String part, String scope) {
    ObjectNode inside = (ObjectNode) event.get(part).get(scope);
    with(inside, "devices");
    with(inside, "windows");
    return event;
  }

  private static ObjectNode with(ObjectNode object, String list) {
    object.putArray(list);
    return object;
  }

  @Produces
  @Singleton
  CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> handler(
      PostgresEventStore store, EventTypes<ExemptionEvent> types) {
    return new CommandHandler<>(store, new ExemptionDecider(), types);
  }
}
