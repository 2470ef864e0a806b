package nl.tenzij.sanction.published;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.kafka.Publisher;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.sanction.custody.Custody.Kept;
import nl.tenzij.sanction.custody.CustodyEvent;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceFoundHere;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceHandedIn;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceKeptTooLong;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceReturned;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceTurnedUp;
import nl.tenzij.sanction.custody.CustodyEvent.ReturnFellDue;
import nl.tenzij.sanction.custody.CustodyEvent.ReturnMoved;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent.EducationalUseClosed;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent.EducationalUseOpened;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentCorrected;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentRecorded;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.Participant;
import nl.tenzij.sanction.sanction.SanctionEvent;
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
import nl.tenzij.sanction.sanction.SanctionPeriod;

/**
 * What others are told, as {@code contract/asyncapi.yaml} lays down. Ids and functional facts:
 * descriptions and reasons stay here.
 */
@ApplicationScoped
public class SanctionTopic implements Publisher {

  private static final String PREFIX = "nl.tenzij.sanction.";

  @Override
  public String topic() {
    return "sanction.events.v1";
  }

  @Override
  public List<Published> publish(Recorded<?> recorded) {
    return switch (recorded.event()) {
      case IncidentEvent event -> List.of(incident(recorded, event));
      case SanctionEvent event -> sanction(recorded, event).stream().toList();
      case EducationalUseEvent event -> List.of(educationalUse(recorded, event));
      case CustodyEvent event -> custody(recorded, event).stream().toList();
      default -> List.of();
    };
  }

  private static Published incident(Recorded<?> recorded, IncidentEvent event) {
    return switch (event) {
      case IncidentRecorded incident ->
          incident(
              recorded, "incident-recorded.v1", incident.observed(), Optional.of(incident.by()));
      case IncidentCorrected correction ->
          incident(recorded, "incident-corrected.v1", correction.observed(), Optional.empty());
    };
  }

  private static Published incident(
      Recorded<?> recorded, String type, Observation observed, Optional<String> reportedBy) {
    UUID incident = recorded.stream().id();
    Optional<String> pupil = first(observed);
    return Published.of(
        recorded,
        PREFIX + type,
        pupil.orElse(null),
        pupil.orElseGet(incident::toString),
        TellIncident.of(incident, observed, reportedBy));
  }

  /** Whom an incident with several pupils comes under. */
  private static Optional<String> first(Observation observed) {
    return observed.offenders().stream()
        .findFirst()
        .or(
            () ->
                observed.participants().stream()
                    .filter(one -> one.kind() == Participant.Kind.PUPIL)
                    .flatMap(one -> one.id().stream())
                    .findFirst());
  }

  private static Optional<Published> sanction(Recorded<?> recorded, SanctionEvent event) {
    UUID id = recorded.stream().id();
    UUID incident = event.on().incident();
    String pupil = event.on().pupil();
    return switch (event) {
      case SanctionProposed proposed ->
          tell(
              recorded,
              event,
              "proposed.v1",
              TellProposed.of(id, event.on(), proposed.step(), proposed.proposal()));
      case MeasureAdded added ->
          tell(
              recorded,
              event,
              "proposed.v1",
              TellProposed.of(id, event.on(), added.step(), added.proposal()));
      case StepCorrected corrected when corrected.countsNoMore() ->
          tell(recorded, event, "breach-discounted.v1", new TellRevoked(id, incident, pupil));
      case BreachCountedAgain again ->
          tell(
              recorded,
              event,
              "breach-counted-again.v1",
              new TellCountedAgain(
                  id, incident, pupil, again.measure(), again.step(), again.awaitsConfirmation()));
      // Under the same id, as it is proposed now.
      case StepCorrected corrected ->
          corrected
              .proposal()
              .flatMap(
                  proposal ->
                      tell(
                          recorded,
                          event,
                          "proposed.v1",
                          TellProposed.of(id, event.on(), corrected.step(), proposal)));
      case SanctionImposed imposed ->
          tell(
              recorded,
              event,
              "imposed.v1",
              new TellImposed(
                  id,
                  incident,
                  pupil,
                  imposed.measure(),
                  imposed.step(),
                  imposed.period().map(SanctionPeriod::from),
                  imposed.period().map(SanctionPeriod::until)));
      case SanctionConfirmed confirmed ->
          tell(
              recorded,
              event,
              "confirmed.v1",
              new TellConfirmed(
                  id,
                  incident,
                  pupil,
                  confirmed.measure(),
                  confirmed.period().from(),
                  confirmed.period().until(),
                  confirmed.reportToInspectorate(),
                  confirmed.guardiansHeard()));
      case SanctionAmended amended ->
          tell(
              recorded,
              event,
              "amended.v1",
              new TellAmended(
                  id,
                  incident,
                  pupil,
                  amended.measure(),
                  amended.period().map(SanctionPeriod::from),
                  amended.period().map(SanctionPeriod::until),
                  Optional.empty()));
      // Its days are fewer than were told.
      case SanctionEndedEarly ended ->
          tell(
              recorded,
              event,
              "amended.v1",
              new TellAmended(
                  id,
                  incident,
                  pupil,
                  ended.measure(),
                  Optional.of(ended.period().from()),
                  Optional.of(ended.period().until()),
                  Optional.of(ended.at())));
      case SanctionRevoked _ ->
          tell(recorded, event, "revoked.v1", new TellRevoked(id, incident, pupil));
      case BasisRevoked _ ->
          tell(recorded, event, "basis-revoked.v1", new TellRevoked(id, incident, pupil));
      // Steps within the school; those who need the days have them from the confirmation.
      case HearingHeld _,
          ExemptionCorrected _,
          SanctionBegun _,
          SanctionServed _,
          SanctionReported _,
          CaseNumberEntered _ ->
          Optional.empty();
    };
  }

  private static Optional<Published> tell(
      Recorded<?> recorded, SanctionEvent event, String type, Object data) {
    String pupil = event.on().pupil();
    return Optional.of(Published.of(recorded, PREFIX + type, pupil, pupil, data));
  }

  /** Of no pupil in particular: under its class. */
  private static Published educationalUse(Recorded<?> recorded, EducationalUseEvent event) {
    UUID id = recorded.stream().id();
    return switch (event) {
      case EducationalUseOpened opened ->
          Published.of(
              recorded,
              PREFIX + "educational-use-opened.v1",
              null,
              opened.terms().group(),
              new TellEducationalUse(
                  id,
                  opened.terms().group(),
                  opened.by(),
                  opened.terms().devices(),
                  opened.from(),
                  opened.terms().until()));
      case EducationalUseClosed closed ->
          Published.of(
              recorded,
              PREFIX + "educational-use-closed.v1",
              null,
              closed.group(),
              new TellEducationalUse.Closed(id, closed.group(), closed.at()));
    };
  }

  private static Optional<Published> custody(Recorded<?> recorded, CustodyEvent event) {
    UUID id = recorded.stream().id();
    Kept kept = event.kept();
    return switch (event) {
      case DeviceHandedIn in ->
          custody(
              recorded,
              event,
              "device-handed-in.v1",
              new TellCustody(
                  id, kept.pupil(), kept.device(), kept.keeping(), in.at(), kept.due()));
      // When it is due is told then.
      case ReturnMoved _ -> Optional.empty();
      case ReturnFellDue due ->
          custody(
              recorded,
              event,
              "device-return-due.v1",
              due(id, kept, due.takenBy(), Optional.of(kept.latest())));
      case DeviceKeptTooLong late ->
          custody(
              recorded,
              event,
              "device-overdue.v1",
              due(id, kept, late.takenBy(), Optional.empty()));
      case DeviceReturned back ->
          custody(
              recorded,
              event,
              "device-returned.v1",
              new TellCustody.Returned(
                  id,
                  kept.pupil(),
                  kept.device(),
                  back.handover().at(),
                  back.handover().to(),
                  back.late()));
      case DeviceTurnedUp found ->
          custody(
              recorded,
              event,
              "device-turned-up.v1",
              new TellCustody.TurnedUp(
                  id,
                  kept.pupil(),
                  kept.device(),
                  found.turnedUp().at(),
                  found.turnedUp().again()));
      // As any that is kept too long: it is so again.
      case DeviceFoundHere found ->
          custody(
              recorded,
              event,
              "device-overdue.v1",
              due(id, kept, Optional.of(found.takenBy()), Optional.empty(), Optional.of(true)));
    };
  }

  private static TellCustody.Due due(
      UUID id, Kept kept, Optional<String> takenBy, Optional<Instant> overdueAt) {
    return due(id, kept, takenBy, overdueAt, Optional.empty());
  }

  private static TellCustody.Due due(
      UUID id,
      Kept kept,
      Optional<String> takenBy,
      Optional<Instant> overdueAt,
      Optional<Boolean> foundHere) {
    return new TellCustody.Due(
        id, kept.pupil(), kept.device(), kept.keeping(), takenBy, kept.due(), overdueAt, foundHere);
  }

  private static Optional<Published> custody(
      Recorded<?> recorded, CustodyEvent event, String type, Object data) {
    String pupil = event.kept().pupil();
    return Optional.of(Published.of(recorded, PREFIX + type, pupil, pupil, data));
  }
}
