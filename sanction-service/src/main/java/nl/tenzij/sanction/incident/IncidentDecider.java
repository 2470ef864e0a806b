package nl.tenzij.sanction.incident;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.sanction.incident.Incident.NotRecorded;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.IncidentCommand.CorrectIncident;
import nl.tenzij.sanction.incident.IncidentCommand.RecordIncident;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentCorrected;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentRecorded;

/** What may be put on record, and that nothing on record is ever taken away. */
public final class IncidentDecider implements Decider<IncidentCommand, Incident, IncidentEvent> {

  @Override
  public Incident initial() {
    return new NotRecorded();
  }

  @Override
  public List<IncidentEvent> decide(IncidentCommand command, Incident state) {
    return switch (command) {
      case RecordIncident record -> record(record, state);
      case CorrectIncident correct -> correct(correct, state);
    };
  }

  private List<IncidentEvent> record(RecordIncident command, Incident state) {
    if (state instanceof OnRecord) {
      throw new Refused("incident-already-recorded", "This incident is on record already.");
    }
    check(command.observed(), command.now());
    return List.of(new IncidentRecorded(command.observed(), command.by()));
  }

  private List<IncidentEvent> correct(CorrectIncident command, Incident state) {
    return switch (state) {
      case NotRecorded _ ->
          throw new Refused("incident-not-recorded", "There is no incident to correct.");
      case OnRecord onRecord when onRecord.observed().equals(command.observed()) -> List.of();
      case OnRecord _ -> {
        check(command.observed(), command.now());
        yield List.of(new IncidentCorrected(command.observed(), command.reason(), command.by()));
      }
    };
  }

  private static void check(Observation observed, Instant now) {
    notInTheFuture(observed, now);
    someoneTookPart(observed);
    onlyPupilsOffend(observed);
    nobodyTwiceInOneRole(observed);
  }

  private static void notInTheFuture(Observation observed, Instant now) {
    if (observed.occurredAt().isAfter(now)) {
      throw new Refused("incident-in-the-future", "An incident is recorded after it happened.");
    }
  }

  private static void someoneTookPart(Observation observed) {
    if (observed.participants().isEmpty()) {
      throw new Refused("incident-without-participants", "An incident has a participant.");
    }
    // Who misused a device may be unknown, who was harmed is not; a violation is always someone's.
    if (observed.category().breach() == Breach.VIOLATION && observed.offenders().isEmpty()) {
      throw new Refused("violation-without-offender", "A violation has an offender.");
    }
  }

  private static void onlyPupilsOffend(Observation observed) {
    boolean staffOffends =
        observed.participants().stream()
            .anyMatch(
                participant ->
                    participant.role() == Participant.Role.OFFENDER
                        && participant.kind() == Participant.Kind.STAFF);
    if (staffOffends) {
      throw new Refused("offender-not-a-pupil", "Only a pupil can be the offender here.");
    }
  }

  private static void nobodyTwiceInOneRole(Observation observed) {
    if (new HashSet<>(observed.participants()).size() < observed.participants().size()) {
      throw new Refused("participant-twice", "A participant is named once per role.");
    }
  }

  @Override
  public Incident evolve(Incident state, IncidentEvent event) {
    return switch (event) {
      case IncidentRecorded recorded -> new OnRecord(recorded.observed(), recorded.by(), 0);
      case IncidentCorrected corrected -> {
        var onRecord = (OnRecord) state;
        yield new OnRecord(corrected.observed(), onRecord.reportedBy(), onRecord.corrections() + 1);
      }
    };
  }
}
