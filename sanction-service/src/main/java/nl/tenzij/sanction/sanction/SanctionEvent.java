package nl.tenzij.sanction.sanction;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/** Each event names its case, so that whoever reads one needs no other. */
public sealed interface SanctionEvent {

  Case on();

  /**
   * @param exempted whether the pupil held an exemption when it happened; empty where nobody looked
   */
  record SanctionProposed(
      Case on,
      int step,
      Proposal proposal,
      String policy,
      int policyVersion,
      Optional<Boolean> exempted)
      implements SanctionEvent {}

  /**
   * The head proposes it, beside what the ladder does.
   *
   * @param exempted whether the pupil held an exemption when it happened; empty where nobody looked
   */
  record MeasureAdded(
      Case on,
      int step,
      Proposal proposal,
      Personal<String> reason,
      Optional<Boolean> exempted,
      String by)
      implements SanctionEvent {}

  /**
   * The ladder's count was corrected beneath it: an earlier breach counts no more, or its own does
   * not.
   *
   * @param step the pupil's place on the ladder now, {@link #COUNTS_NO_MORE} where they have none
   * @param proposal what the ladder proposes at it, where nobody has decided yet; what was decided
   *     stays, for the head to look at
   */
  record StepCorrected(Case on, int step, Optional<Proposal> proposal) implements SanctionEvent {

    /** By a correction of the incident the pupil is no offender. */
    public static final int COUNTS_NO_MORE = 0;

    public boolean countsNoMore() {
      return step == COUNTS_NO_MORE;
    }
  }

  /**
   * What was decided on rests again on a breach that counts: the incident was corrected back, and
   * the pupil is an offender after all.
   *
   * @param step the pupil's place on the ladder now
   * @param awaitsConfirmation whether it was imposed, and the head has yet to confirm it
   */
  record BreachCountedAgain(Case on, int step, Measure measure, boolean awaitsConfirmation)
      implements SanctionEvent {}

  /**
   * What it was added to was revoked as never due, after somebody had decided on it: it stays, for
   * the head to look at.
   */
  record BasisRevoked(Case on) implements SanctionEvent {}

  /**
   * By a correction of the incident, and the verdict taken anew, the pupil held an exemption when
   * it happened, or held none.
   *
   * @param complete whether all have been heard by that who must be before the measure proposed
   */
  record ExemptionCorrected(Case on, boolean exempted, boolean complete) implements SanctionEvent {}

  /**
   * @param complete whether all have been heard now who must be before the measure proposed
   */
  record HearingHeld(Case on, Hearing hearing, boolean complete) implements SanctionEvent {}

  /**
   * @param mitigated whether it is lighter than the ladder proposed
   * @param period set where the measure needs no confirmation and takes time
   */
  record SanctionImposed(
      Case on,
      Measure measure,
      int step,
      boolean mitigated,
      Optional<Personal<String>> reason,
      Optional<SanctionPeriod> period,
      String by)
      implements SanctionEvent {}

  /**
   * @param reportToInspectorate whether the law has the school report it without delay
   * @param at the moment of the decision: on its first day it holds from then on; empty where it
   *     was not noted
   * @param guardiansHeard whether there was a talk with the guardians before; empty where it was
   *     not noted
   * @param explanation the head's own words to pupil and guardians, of which their letter is made
   */
  record SanctionConfirmed(
      Case on,
      Measure measure,
      SanctionPeriod period,
      Optional<Personal<String>> reason,
      boolean reportToInspectorate,
      String by,
      Optional<Instant> at,
      Optional<Boolean> guardiansHeard,
      Optional<Personal<String>> explanation)
      implements SanctionEvent {}

  /**
   * @param day on which the school reported it to the inspectorate
   */
  record SanctionReported(Case on, Measure measure, LocalDate day, String by)
      implements SanctionEvent {}

  record SanctionBegun(Case on, Measure measure) implements SanctionEvent {}

  /**
   * @param caseNumber under which the police have it
   */
  record SanctionServed(
      Case on,
      Measure measure,
      LocalDate lastDay,
      Optional<Personal<String>> reason,
      Optional<Personal<String>> caseNumber)
      implements SanctionEvent {}

  /** The police gave their number for it after it was said to be done. */
  record CaseNumberEntered(Case on, Measure measure, Personal<String> caseNumber, String by)
      implements SanctionEvent {}

  /**
   * The head ended it before its days were over.
   *
   * @param period the days on which it was carried out
   * @param at the moment of the decision: on its last day it held until then
   */
  record SanctionEndedEarly(
      Case on,
      Measure measure,
      SanctionPeriod period,
      Personal<String> reason,
      String by,
      Instant at)
      implements SanctionEvent {}

  record SanctionAmended(
      Case on, Measure measure, Optional<SanctionPeriod> period, Personal<String> reason, String by)
      implements SanctionEvent {}

  /**
   * @param at the moment of the decision: what was confirmed held until then; empty where that was
   *     not noted, or it went with a count that was corrected before anybody decided
   */
  record SanctionRevoked(
      Case on, RevocationGround ground, Personal<String> reason, String by, Optional<Instant> at)
      implements SanctionEvent {

    /** Empty where the ladder took a proposal back, and no person declined it. */
    Optional<RevocationGround> byPerson() {
      return Optional.of(ground).filter(why -> why != RevocationGround.DECLINED || at.isPresent());
    }

    static SanctionRevoked undecided(
        Case on, RevocationGround ground, Personal<String> reason, String by) {
      return new SanctionRevoked(on, ground, reason, by, Optional.empty());
    }
  }
}
