package nl.tenzij.exception.exemption;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentBegun;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestSubmitted;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestWithdrawn;
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
        .type("exemption.requested.v1", ExemptionRequested.class)
        .type("exemption.request-submitted.v1", RequestSubmitted.class)
        .type("exemption.assessment-begun.v1", AssessmentBegun.class)
        .type("exemption.granted.v1", ExemptionGranted.class)
        .type("exemption.refused.v1", ExemptionRefused.class)
        .type("exemption.request-withdrawn.v1", RequestWithdrawn.class)
        .type("exemption.suspended.v1", ExemptionSuspended.class)
        .type("exemption.resumed.v1", ExemptionResumed.class)
        .type("exemption.ended.v1", ExemptionEnded.class);
  }

  @Produces
  @Singleton
  CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> handler(
      PostgresEventStore store, EventTypes<ExemptionEvent> types) {
    return new CommandHandler<>(store, new ExemptionDecider(), types);
  }
}
