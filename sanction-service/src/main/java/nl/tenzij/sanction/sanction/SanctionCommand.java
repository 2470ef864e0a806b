package nl.tenzij.sanction.sanction;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.ledger.privacy.Personal;

public sealed interface SanctionCommand {

  /**
   * What the ladder says.
   *
   * @param policy whose ladder, and at which version
   * @param exempted whether the pupil held an exemption when it happened; empty where nobody looked
   */
  record ProposeSanction(
      Case on,
      int step,
      Proposal proposal,
      String policy,
      int policyVersion,
      Optional<Boolean> exempted)
      implements SanctionCommand {}

  /**
   * The head has another measure follow from what happened, beside what the ladder proposes.
   *
   * @param proposed by the ladder, for this part in this incident
   * @param added with its clause
   * @param misuse whether somebody was harmed by it
   * @param exempted as in {@link ProposeSanction}
   */
  record AddMeasure(
      Actor by,
      Case on,
      int step,
      Proposal proposed,
      Measure added,
      Personal<String> reason,
      boolean misuse,
      Optional<Boolean> exempted)
      implements SanctionCommand {}

  /**
   * The ladder's count was corrected beneath it.
   *
   * @param proposal what the ladder proposes at that step; empty where it names nothing
   * @param reason for the case that it goes with its proposal
   */
  record CorrectStep(int step, Optional<Proposal> proposal, Personal<String> reason, String by)
      implements SanctionCommand {}

  /**
   * The incident was corrected, and the verdict taken anew by that.
   *
   * @param exempted whether the pupil held an exemption when it happened
   * @param ofAge whether the roster says that the pupil is
   */
  record CorrectExemption(boolean exempted, boolean ofAge) implements SanctionCommand {}

  /**
   * @param roles of who held it
   * @param occurredAt when that happened which it is about
   * @param sector of the school: at primary school nobody is of age
   * @param ofAge whether the roster says that the pupil is
   */
  record HoldHearing(
      Hearing hearing,
      Set<StaffRole> roles,
      Instant occurredAt,
      Instant now,
      Sector sector,
      boolean ofAge)
      implements SanctionCommand {
    public HoldHearing {
      roles = Set.copyOf(roles);
    }

    /** Where the roster does not say that the pupil is of age. */
    public HoldHearing(
        Hearing hearing, Set<StaffRole> roles, Instant occurredAt, Instant now, Sector sector) {
      this(hearing, roles, occurredAt, now, sector, false);
    }
  }

  /**
   * @param instead a lighter measure than proposed; needs a reason
   * @param today the school's date
   * @param schoolIsOut whether there is no school any more today, or none at all
   * @param ofAge when it was found that the roster says that the pupil is; empty where it does not
   */
  record ImposeSanction(
      Actor by,
      Optional<Measure> instead,
      Optional<Personal<String>> reason,
      LocalDate today,
      boolean schoolIsOut,
      Optional<Instant> ofAge)
      implements SanctionCommand {

    /** Where the roster does not say that the pupil is of age. */
    public ImposeSanction(
        Actor by,
        Optional<Measure> instead,
        Optional<Personal<String>> reason,
        LocalDate today,
        boolean schoolIsOut) {
      this(by, instead, reason, today, schoolIsOut, Optional.empty());
    }
  }

  /**
   * The head's written confirmation with the days on which it holds (S2).
   *
   * @param reason for the school's own file
   * @param explanation why, in words to pupil and guardians; a suspension needs it
   * @param sector whose law bounds the measure
   * @param today the school's date
   * @param ofAge whether the roster says that the pupil is
   */
  record ConfirmSanction(
      Actor by,
      SanctionPeriod period,
      Optional<Personal<String>> reason,
      Optional<Personal<String>> explanation,
      Sector sector,
      LocalDate today,
      Instant now,
      boolean ofAge)
      implements SanctionCommand {

    /** Where the roster does not say that the pupil is of age. */
    public ConfirmSanction(
        Actor by,
        SanctionPeriod period,
        Optional<Personal<String>> reason,
        Optional<Personal<String>> explanation,
        Sector sector,
        LocalDate today,
        Instant now) {
      this(by, period, reason, explanation, sector, today, now, false);
    }
  }

  /** The first day has come. */
  record BeginSanction(LocalDate today) implements SanctionCommand {}

  /** Its last day is over. */
  record CompleteSanction(LocalDate lastDay) implements SanctionCommand {}

  /**
   * Somebody says that it was carried out, where that is at a time of people's choice; or the head,
   * that what has days of its own is over before them.
   *
   * @param on the day on which it was, or the last one; empty: today
   * @param reason why it ends before its days are over
   * @param caseNumber of a report to the police
   * @param occurredOn when that happened which it is about
   * @param today the school's date
   */
  record FinishSanction(
      Actor by,
      Optional<LocalDate> on,
      Optional<Personal<String>> reason,
      Optional<Personal<String>> caseNumber,
      LocalDate occurredOn,
      LocalDate today,
      Instant now)
      implements SanctionCommand {

    LocalDate day() {
      return on.orElse(today);
    }

    /** More than under which number the police have it. */
    boolean saysMoreThanANumber() {
      return on.isPresent() || reason.isPresent();
    }
  }

  /**
   * The school has reported it to the inspectorate.
   *
   * @param on the day on which it did
   * @param occurredOn when that happened which it is about
   * @param today the school's date
   */
  record ReportToInspectorate(Actor by, LocalDate on, LocalDate occurredOn, LocalDate today)
      implements SanctionCommand {}

  /**
   * A lighter measure, or fewer days, after an objection.
   *
   * @param sector whose law bounds the measure
   * @param today the school's date
   * @param schoolIsOut whether there is no school any more today, or none at all
   */
  record AmendSanction(
      Actor by,
      Measure measure,
      Optional<SanctionPeriod> period,
      Personal<String> reason,
      Sector sector,
      LocalDate today,
      boolean schoolIsOut)
      implements SanctionCommand {}

  /**
   * The incident was corrected: the pupil is no offender. Only a proposal goes with it; what was
   * decided on says that its breach counts no more.
   *
   * @param by who corrected it
   */
  record WithdrawProposal(Personal<String> reason, String by) implements SanctionCommand {}

  /**
   * What it was added to was revoked as never due. Only a proposal goes with it; what was decided
   * on says that its breach counts no more.
   *
   * @param by who acts on that
   */
  record DropAdded(Personal<String> reason, String by) implements SanctionCommand {}

  record RevokeSanction(Actor by, RevocationGround ground, Personal<String> reason, Instant now)
      implements SanctionCommand {}
}
