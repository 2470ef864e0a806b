package nl.tenzij.sanction.sanction;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.sanction.SanctionEvent.BasisRevoked;
import nl.tenzij.sanction.sanction.SanctionEvent.BreachCountedAgain;
import nl.tenzij.sanction.sanction.SanctionEvent.CaseNumberEntered;
import nl.tenzij.sanction.sanction.SanctionEvent.ExemptionCorrected;
import nl.tenzij.sanction.sanction.SanctionEvent.HearingHeld;
import nl.tenzij.sanction.sanction.SanctionEvent.MeasureAdded;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionAmended;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionBegun;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionConfirmed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionEndedEarly;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionImposed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionProposed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionReported;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionRevoked;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionServed;
import nl.tenzij.sanction.sanction.SanctionEvent.StepCorrected;

/** Where sanctions lie in the log, and under which names. */
@Dependent
public class Sanctions {

  public static StreamId stream(Board board, School school, UUID sanction) {
    return new StreamId(board, school, "sanction", sanction);
  }

  /**
   * The one that the ladder proposes for a pupil's part in an incident: the same at each asking.
   *
   * @param entry the entry of the incident that named the pupil: named again after a correction,
   *     they get another one, unless what the one before led to holds
   */
  public static StreamId proposed(Board board, School school, Case on, int entry) {
    String part = on.incident() + "/" + on.pupil();
    return StreamId.named(board, school, "sanction", entry == 1 ? part : part + "/" + entry);
  }

  /**
   * One that the head adds: each measure once for a pupil's part.
   *
   * @param entry the entry of the incident that named the pupil
   */
  public static StreamId added(Board board, School school, Case on, int entry, Measure measure) {
    String part = on.incident() + "/" + on.pupil() + "/" + entry + "/" + measure;
    return StreamId.named(board, school, "sanction", part);
  }

  @Produces
  @Singleton
  public static EventTypes<SanctionEvent> types() {
    return EventTypes.of(SanctionEvent.class)
        .type("sanction.proposed.v4", SanctionProposed.class)
        // v1: without who decides on the step, which no policy said
        .upcast("sanction.proposed.v1", "sanction.proposed.v2", json -> json)
        // v2: without whether the pupil held an exemption, for which nobody looked
        .upcast("sanction.proposed.v2", "sanction.proposed.v4", json -> json)
        // v3: with it, always
        .upcast("sanction.proposed.v3", "sanction.proposed.v4", json -> json)
        .type("sanction.measure-added.v2", MeasureAdded.class)
        // v1: always with whether the pupil held an exemption
        .upcast("sanction.measure-added.v1", "sanction.measure-added.v2", json -> json)
        .type("sanction.step-corrected.v1", StepCorrected.class)
        .type("sanction.basis-revoked.v1", BasisRevoked.class)
        .type("sanction.breach-counted-again.v1", BreachCountedAgain.class)
        .type("sanction.exemption-corrected.v1", ExemptionCorrected.class)
        .type("sanction.hearing-held.v2", HearingHeld.class)
        // v1: without a cause, since no care coordinator was heard
        .upcast("sanction.hearing-held.v1", "sanction.hearing-held.v2", json -> json)
        .type("sanction.imposed.v1", SanctionImposed.class)
        .type("sanction.confirmed.v4", SanctionConfirmed.class)
        // v1: without the moment of the decision
        .upcast("sanction.confirmed.v1", "sanction.confirmed.v2", json -> json)
        // v2: without whether the guardians were heard
        .upcast("sanction.confirmed.v2", "sanction.confirmed.v3", json -> json)
        // v3: without the head's words to pupil and guardians
        .upcast("sanction.confirmed.v3", "sanction.confirmed.v4", json -> json)
        .type("sanction.begun.v1", SanctionBegun.class)
        .type("sanction.served.v2", SanctionServed.class)
        // v1: without a case number, which nobody could enter
        .upcast("sanction.served.v1", "sanction.served.v2", json -> json)
        .type("sanction.case-number-entered.v1", CaseNumberEntered.class)
        .type("sanction.ended-early.v1", SanctionEndedEarly.class)
        .type("sanction.reported-to-inspectorate.v1", SanctionReported.class)
        .type("sanction.amended.v1", SanctionAmended.class)
        .type("sanction.revoked.v2", SanctionRevoked.class)
        // v1: without the moment of the decision
        .upcast("sanction.revoked.v1", "sanction.revoked.v2", json -> json);
  }

  @Produces
  @Singleton
  CommandHandler<SanctionCommand, Sanction, SanctionEvent> handler(
      PostgresEventStore store, EventTypes<SanctionEvent> types) {
    return new CommandHandler<>(store, new SanctionDecider(), types);
  }
}
