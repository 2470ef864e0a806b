package nl.tenzij.sanction.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.sanction.incident.Incident.First;
import nl.tenzij.sanction.incident.Incident.NotRecorded;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.IncidentCommand.CorrectIncident;
import nl.tenzij.sanction.incident.IncidentCommand.RecordIncident;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentCorrected;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentRecorded;
import nl.tenzij.sanction.verdict.Ground;

/** What may be put on record, and that nothing on record is ever taken away. */
public final class IncidentDecider implements Decider<IncidentCommand, Incident, IncidentEvent> {

  /** The code of a refusal for which a concern can be reported instead. */
  public static final String USE_WAS_ALLOWED = "use-was-allowed";

  /** The code of a refusal of what no ban forbade. */
  public static final String NO_BAN = "no-ban-then";

  /** The code of a refusal of what the same person recorded before. */
  public static final String ALREADY_RECORDED = "incident-already-recorded";

  private static final String NOT_DESPITE_A_BAN =
      "No ban kept it at home then. Under one, a device may be at school all the same: handed in,"
          + " by an agreement, or brought before the ban was confirmed. If it was used, report that.";

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
      throw new Refused(ALREADY_RECORDED, "This incident is on record already.");
    }
    check(command.observed(), command.now());
    check(command.observed(), command.verdicts(), command.groundsTold(), "");
    broughtDespiteABan(command.observed(), command.verdicts(), command.broughtRightly(), "");
    return List.of(new IncidentRecorded(command.observed(), command.verdicts(), command.by()));
  }

  private List<IncidentEvent> correct(CorrectIncident command, Incident state) {
    return switch (state) {
      case NotRecorded _ ->
          throw new Refused("incident-not-recorded", "There is no incident to correct.");
      case OnRecord onRecord when onRecord.observed().equals(command.observed()) -> List.of();
      case OnRecord onRecord -> {
        sameBreach(onRecord.observed(), command.observed());
        check(command.observed(), command.now());
        check(command.observed(), command.verdicts(), command.groundsTold(), "observed.");
        broughtDespiteABan(
            command.observed(), command.verdicts(), command.broughtRightly(), "observed.");
        yield List.of(
            new IncidentCorrected(
                command.observed(), command.verdicts(), command.reason(), command.by()));
      }
    };
  }

  private static void check(Observation observed, Instant now) {
    notInTheFuture(observed, now);
    someoneTookPart(observed);
    onlyPupilsOffend(observed);
    nobodyTwiceInOneRole(observed);
  }

  /**
   * Of a device that was brought despite a ban a refusal is certain where there is none: who may
   * not know of an exemption is told the same of it as of the want of a ban.
   *
   * @param within where in the command what was observed stands
   */
  private static void check(
      Observation observed, List<VerdictThen> verdicts, boolean groundsTold, String within) {
    if (observed.category().breach() == Breach.MISUSE) {
      return;
    }
    if (groundsTold || observed.category() != Category.BROUGHT_DESPITE_BAN) {
      useWasNotAllowed(observed, verdicts, within);
    }
  }

  /** What follows from a misuse hangs on the ladder's other half. */
  private static void sameBreach(Observation before, Observation now) {
    if (before.category().breach() != now.category().breach()) {
      throw new Refused(
          "breach-changed",
          "A violation that was misuse, or the other way, is recorded anew; this one's sanction is"
              + " revoked as mistaken.");
    }
  }

  /** Allowed use is no violation. Which ground it had is told to who may know. */
  private static void useWasNotAllowed(
      Observation observed, List<VerdictThen> verdicts, String within) {
    List<Refused.Point> allowed =
        points(
            observed,
            verdicts,
            VerdictThen::allowed,
            at -> new Refused.Point(within + at, "allowed", "It was allowed then."));
    if (!allowed.isEmpty()) {
      throw new Refused(
          USE_WAS_ALLOWED, "What was allowed at that moment is no violation.", allowed);
    }
  }

  /**
   * Without a ban nothing is, nor is what may have been at school that day. Who asks is not told
   * which of the two it is, since one can be an exemption.
   */
  private static void broughtDespiteABan(
      Observation observed, List<VerdictThen> verdicts, Set<String> rightly, String within) {
    if (observed.category() != Category.BROUGHT_DESPITE_BAN) {
      return;
    }
    List<Refused.Point> free =
        points(
            observed,
            verdicts,
            then ->
                then.knowsOfNoBan()
                    || then.ground() == Ground.BAN && rightly.contains(then.pupil()),
            at -> new Refused.Point(within + at, "no-ban", NOT_DESPITE_A_BAN));
    if (!free.isEmpty()) {
      throw new Refused(NO_BAN, "What no ban kept at home was not brought despite one.", free);
    }
  }

  /** In the words of a request: the participant's place in it. */
  private static List<Refused.Point> points(
      Observation observed,
      List<VerdictThen> verdicts,
      Predicate<VerdictThen> hits,
      Function<String, Refused.Point> point) {
    List<Refused.Point> points = new ArrayList<>();
    for (int i = 0; i < observed.participants().size(); i++) {
      Participant one = observed.participants().get(i);
      boolean hit =
          one.role() == Participant.Role.OFFENDER
              && verdicts.stream()
                  .anyMatch(v -> one.id().filter(v.pupil()::equals).isPresent() && hits.test(v));
      if (hit) {
        points.add(point.apply("participants[" + i + "].pupil"));
      }
    }
    return points;
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
                        && participant.kind() != Participant.Kind.PUPIL);
    if (staffOffends) {
      throw new Refused("offender-not-a-pupil", "Only a pupil can be the offender here.");
    }
  }

  private static void nobodyTwiceInOneRole(Observation observed) {
    // of those without an id there can be several
    List<Participant> named =
        observed.participants().stream().filter(each -> each.id().isPresent()).toList();
    if (new HashSet<>(named).size() < named.size()) {
      throw new Refused("participant-twice", "A participant is named once per role.");
    }
  }

  @Override
  public Incident evolve(Incident state, IncidentEvent event) {
    return switch (event) {
      case IncidentRecorded recorded ->
          new OnRecord(
              recorded.observed(),
              recorded.verdicts(),
              recorded.by(),
              0,
              recorded.observed().offenders(),
              new First(recorded.observed(), recorded.verdicts()));
      case IncidentCorrected corrected -> {
        var onRecord = (OnRecord) state;
        yield new OnRecord(
            corrected.observed(),
            corrected.verdicts(),
            onRecord.reportedBy(),
            onRecord.corrections() + 1,
            Stream.concat(corrected.observed().offenders().stream(), onRecord.named().stream())
                .distinct()
                .toList(),
            onRecord.first());
      }
    };
  }
}
