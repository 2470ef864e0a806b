package nl.tenzij.sanction.sanction;

import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.sanction.sanction.Sanction.Basis;
import nl.tenzij.sanction.sanction.Sanction.Holding;
import nl.tenzij.sanction.sanction.Sanction.Known;
import nl.tenzij.sanction.sanction.Sanction.NotProposed;
import nl.tenzij.sanction.sanction.SanctionCommand.AddMeasure;
import nl.tenzij.sanction.sanction.SanctionCommand.AmendSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.BeginSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.CompleteSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.ConfirmSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.CorrectExemption;
import nl.tenzij.sanction.sanction.SanctionCommand.CorrectStep;
import nl.tenzij.sanction.sanction.SanctionCommand.DropAdded;
import nl.tenzij.sanction.sanction.SanctionCommand.FinishSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.HoldHearing;
import nl.tenzij.sanction.sanction.SanctionCommand.ImposeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.ProposeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.ReportToInspectorate;
import nl.tenzij.sanction.sanction.SanctionCommand.RevokeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.WithdrawProposal;
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

/** What a ladder proposes, a person decides; and nothing that must come first can be skipped. */
public final class SanctionDecider implements Decider<SanctionCommand, Sanction, SanctionEvent> {

  @Override
  public Sanction initial() {
    return new NotProposed();
  }

  @Override
  public List<SanctionEvent> decide(SanctionCommand command, Sanction state) {
    return switch (state) {
      case NotProposed _ -> propose(command);
      case Known known -> List.copyOf(decide(command, known));
    };
  }

  private static List<SanctionEvent> propose(SanctionCommand command) {
    if (command instanceof ProposeSanction propose) {
      return List.of(
          new SanctionProposed(
              propose.on(),
              propose.step(),
              propose.proposal(),
              propose.policy(),
              propose.policyVersion(),
              propose.exempted()));
    }
    if (command instanceof AddMeasure add) {
      return List.of(add(add));
    }
    throw new Refused("sanction-not-proposed", "There is no such sanction.");
  }

  private static List<SanctionEvent> decide(SanctionCommand command, Known sanction) {
    return switch (command) {
      // Proposed before: the same incident weighed again changes nothing.
      case ProposeSanction _ -> List.of();
      case AddMeasure _ ->
          throw new Refused("measure-added-before", "This measure was added before.");
      case CorrectStep correct -> correct(correct, sanction);
      case CorrectExemption correct -> correct(correct, sanction);
      case HoldHearing hold -> hear(hold, sanction);
      case ImposeSanction impose -> impose(impose, sanction);
      case ConfirmSanction confirm -> List.of(confirm(confirm, sanction));
      case BeginSanction begin -> begin(begin, sanction);
      case CompleteSanction complete -> complete(complete, sanction);
      case FinishSanction finish -> finish(finish, sanction);
      case ReportToInspectorate report -> List.of(report(report, sanction));
      case AmendSanction amend -> List.of(amend(amend, sanction));
      case RevokeSanction revoke -> List.of(revoke(revoke, sanction));
      case WithdrawProposal withdraw -> withdraw(withdraw, sanction);
      case DropAdded drop -> drop(drop, sanction);
    };
  }

  /**
   * Beside what the ladder proposes, never above it; but that a misuse is reported to the police is
   * possible at any step (S2). All that a measure asks for comes after it, as for any other.
   */
  private static MeasureAdded add(AddMeasure add) {
    if (!add.by().isHead()) {
      throw new Refused("measure-added-by-head-only", "The head adds a measure.");
    }
    Measure proposed = add.proposed().measure();
    if (add.added() == proposed) {
      throw new Refused("measure-proposed-already", "The ladder proposes this itself.");
    }
    boolean police = add.added() == Measure.POLICE_REPORT;
    if (police && !add.misuse()) {
      throw new Refused("report-of-misuse-only", "Misuse is reported to the police.");
    }
    if (add.added().isSuspension() && !proposed.lighterThan(Measure.INTERNAL_SUSPENSION)) {
      throw new Refused(
          "suspended-once",
          "What the ladder proposes is a suspension, or can be made one: for one incident that is"
              + " enough.");
    }
    if (!goesBeside(add.added(), proposed)) {
      throw new Refused(
          "measure-heavier-than-ladder", "What is added is lighter than what the ladder proposes.");
    }
    var proposal =
        new Proposal(add.added(), Optional.empty(), add.proposed().clause(), add.proposed().by());
    return new MeasureAdded(
        add.on(), add.step(), proposal, add.reason(), add.exempted(), add.by().person());
  }

  /**
   * Two suspensions for one incident were longer together than the law lets one be; and what is
   * heavier than one can be imposed as one.
   */
  private static boolean goesBeside(Measure added, Measure proposed) {
    return added == Measure.POLICE_REPORT || added.lighterThan(proposed) && !added.isSuspension();
  }

  /** What a person decided stays; what nobody decided on yet is proposed anew. */
  private static List<SanctionEvent> correct(CorrectStep correct, Known sanction) {
    if (sanction.basis().current() == correct.step() || sanction.status() == Status.REVOKED) {
      return List.of();
    }
    if (!sanction.status().isBeforeImposition()) {
      return List.of(
          sanction.basis().current() == StepCorrected.COUNTS_NO_MORE
              ? new BreachCountedAgain(
                  sanction.on(), correct.step(), sanction.measure(), sanction.awaitsConfirmation())
              : new StepCorrected(sanction.on(), correct.step(), Optional.empty()));
    }
    Optional<Proposal> proposal =
        sanction.basis().added() ? beside(correct, sanction.proposed()) : correct.proposal();
    return List.of(
        proposal
            .<SanctionEvent>map(
                now -> new StepCorrected(sanction.on(), correct.step(), Optional.of(now)))
            .orElseGet(
                () ->
                    SanctionRevoked.undecided(
                        sanction.on(), RevocationGround.DECLINED, correct.reason(), correct.by())));
  }

  /** What was added, where it still goes beside what the ladder proposes now. */
  private static Optional<Proposal> beside(CorrectStep correct, Proposal added) {
    Measure measure = added.measure();
    return correct
        .proposal()
        .filter(ladders -> goesBeside(measure, ladders.measure()))
        .map(ladders -> new Proposal(measure, Optional.empty(), ladders.clause(), ladders.by()))
        .or(() -> Optional.of(added).filter(_ -> measure == Measure.POLICE_REPORT));
  }

  /** What was decided on for good stays; before, guidance comes before punishment. */
  private static List<SanctionEvent> correct(CorrectExemption correct, Known sanction) {
    boolean known = sanction.basis().exempted().equals(Optional.of(correct.exempted()));
    return known || !sanction.isOpen()
        ? List.of()
        : List.of(
            new ExemptionCorrected(
                sanction.on(),
                correct.exempted(),
                sanction.completeWith(correct.exempted(), correct.ofAge())));
  }

  private static List<SanctionEvent> hear(HoldHearing hold, Known sanction) {
    if (!sanction.status().isBeforeImposition() && !isHeardAfterAll(hold, sanction)) {
      throw new Refused("hearing-too-late", "A hearing comes before the decision.");
    }
    if (hold.hearing().at().isAfter(hold.now())) {
      throw new Refused("hearing-in-the-future", "A hearing is recorded after it was held.");
    }
    if (hold.hearing().at().isBefore(hold.occurredAt())) {
      throw new Refused("hearing-before-the-incident", "What had not happened can't be heard on.");
    }
    careCoordinatorSpeaksThemselves(hold);
    headSaysThatTheyAreOfAge(hold);
    boolean complete = sanction.completeWith(hold.hearing(), hold.ofAge());
    return List.of(new HearingHeld(sanction.on(), hold.hearing(), complete));
  }

  /**
   * Where the roster took back that the pupil is of age, or they turned out to have held an
   * exemption.
   */
  private static boolean isHeardAfterAll(HoldHearing hold, Known sanction) {
    return switch (hold.hearing().kind()) {
      case GUARDIANS, OF_AGE -> sanction.awaitsGuardians(hold.ofAge());
      case CARE_COORDINATOR -> sanction.awaitsCareCoordinator();
      case PUPIL -> false;
    };
  }

  /** What nobody else can know for sure, and by which a hearing falls away. */
  private static void headSaysThatTheyAreOfAge(HoldHearing hold) {
    if (hold.hearing().kind() != Hearing.Kind.OF_AGE) {
      return;
    }
    if (!hold.roles().contains(StaffRole.HEAD)) {
      throw new Refused("of-age-by-head-only", "The head says that a pupil is of age.");
    }
    if (hold.sector() == Sector.PO) {
      throw new Refused("of-age-at-primary-school", "At primary school no pupil is of age.");
    }
  }

  /** And writes down whether the cause lies in what the exemption is for. */
  private static void careCoordinatorSpeaksThemselves(HoldHearing hold) {
    if (hold.hearing().kind() != Hearing.Kind.CARE_COORDINATOR) {
      return;
    }
    if (!hold.roles().contains(StaffRole.CARE_COORDINATOR)) {
      throw new Refused(
          "heard-by-care-coordinator-only",
          "What the care coordinator says is entered by the care coordinator.");
    }
    if (hold.hearing().cause().isEmpty()) {
      throw new Refused(
          "cause-not-written-down",
          "Whether the cause lies in what the exemption is for is written down.");
    }
  }

  private static List<SanctionEvent> impose(ImposeSanction impose, Known sanction) {
    SanctionImposed imposed = imposed(impose, sanction);
    return ofAge(impose, imposed.measure(), sanction)
        .map(held -> List.<SanctionEvent>of(held, imposed))
        .orElseGet(() -> List.of(imposed));
  }

  /**
   * Where the roster says that the pupil is of age, that is recorded with the decision, in the
   * place of a talk with the guardians; not before, since until then it can be put right.
   */
  private static Optional<HearingHeld> ofAge(
      ImposeSanction impose, Measure measure, Known sanction) {
    boolean asked = sanction.unheard(measure, false).contains(Hearing.Kind.GUARDIANS);
    boolean recorded = sanction.hearings().stream().anyMatch(Hearing::isOfRoster);
    return impose
        .ofAge()
        .filter(_ -> asked && !recorded)
        .map(Hearing::ofAge)
        .map(
            instead ->
                new HearingHeld(sanction.on(), instead, sanction.completeWith(instead, true)));
  }

  private static SanctionImposed imposed(ImposeSanction impose, Known sanction) {
    if (!sanction.status().isBeforeImposition()) {
      throw new Refused("sanction-already-decided", "This sanction was decided on before.");
    }
    Measure measure = impose.instead().orElse(sanction.proposed().measure());
    boolean mitigated = measure != sanction.proposed().measure();
    addedAsItIs(mitigated, sanction);
    suspendedByTheLadderOnly(measure, sanction);
    mitigatedOnlyWithReason(mitigated, measure, impose, sanction);
    imposedByWhoMay(measure, sanction.proposed(), impose.by());
    heardFirst(measure, impose.ofAge().isPresent(), sanction);
    suspendedWithReason(measure, impose.reason().isPresent());
    keptWhileThereIsSchool(measure, impose.schoolIsOut());
    return new SanctionImposed(
        sanction.on(),
        measure,
        sanction.step(),
        mitigated,
        impose.reason(),
        measure.endsTheSameDay()
            ? Optional.of(new SanctionPeriod(impose.today(), impose.today()))
            : Optional.empty(),
        impose.by().person());
  }

  /** In an older log there are some that were added: the ladder's own would be a second one. */
  private static void suspendedByTheLadderOnly(Measure measure, Known sanction) {
    if (measure.isSuspension() && sanction.basis().added()) {
      throw new Refused("suspended-once", "A suspension that was added is declined.");
    }
  }

  /** It is no step: a report to the police is not above a suspension. */
  private static void addedAsItIs(boolean mitigated, Known sanction) {
    if (mitigated && sanction.basis().added()) {
      throw new Refused("added-as-it-is", "What was added is imposed as it is, or declined.");
    }
  }

  private static void mitigatedOnlyWithReason(
      boolean mitigated, Measure measure, ImposeSanction impose, Known sanction) {
    if (mitigated && !measure.lighterThan(sanction.proposed().measure())) {
      throw new Refused(
          "measure-heavier-than-ladder", "A step can be mitigated, not made heavier.");
    }
    if (mitigated && impose.reason().isEmpty()) {
      throw new Refused("mitigation-needs-reason", "A step is mitigated with a reason.");
    }
  }

  /** By the measure itself, and by the policy for this step, also where it is mitigated. */
  private static void imposedByWhoMay(Measure measure, Proposal proposed, Actor by) {
    if (!measure.mayBeImposedBy(by.roles())) {
      throw new Refused("role-may-not-impose", "This role may not impose " + measure + ".");
    }
    if (!proposed.mayBeDecidedBy(by.roles())) {
      throw new Refused(
          "role-may-not-impose",
          "The policy has this step imposed by others (clause " + proposed.clause() + ").");
    }
  }

  private static void heardFirst(Measure measure, boolean ofAge, Known sanction) {
    var unheard = sanction.unheard(measure, ofAge);
    if (unheard.contains(Hearing.Kind.CARE_COORDINATOR)) {
      throw new Refused(
          "care-coordinator-not-heard", "The care coordinator is heard before a measure here.");
    }
    if (unheard.contains(Hearing.Kind.PUPIL)) {
      throw new Refused("pupil-not-heard", "The pupil is heard before " + measure + ".");
    }
    if (unheard.contains(Hearing.Kind.GUARDIANS)) {
      throw new Refused("guardians-not-heard", "The guardians are heard before " + measure + ".");
    }
  }

  private static void suspendedWithReason(Measure measure, boolean reasoned) {
    if (measure.isSuspension() && !reasoned) {
      throw new Refused(
          "suspension-needs-reason",
          "A suspension is imposed with reasons (WVO 2020 art. 8.14, WPO art. 40c).");
    }
  }

  private static void keptWhileThereIsSchool(Measure measure, boolean schoolIsOut) {
    if (measure.endsTheSameDay() && schoolIsOut) {
      throw new Refused(
          "school-is-out",
          "A device is kept until the end of the school day, and that is over (LKC 08.035).");
    }
  }

  private static SanctionConfirmed confirm(ConfirmSanction confirm, Known sanction) {
    if (!confirm.by().isHead()) {
      throw new Refused("confirmation-by-head-only", "The head confirms in writing.");
    }
    if (!sanction.measure().needsConfirmation()) {
      throw new Refused(
          "confirmation-not-needed", sanction.measure() + " holds without confirmation.");
    }
    if (sanction.status() != Status.IMPOSED) {
      throw new Refused("sanction-not-imposed", "Only what was imposed can be confirmed, once.");
    }
    if (sanction.basis().current() == StepCorrected.COUNTS_NO_MORE) {
      throw new Refused(
          "breach-counts-no-more", "What it rests on counts no more: it is not confirmed.");
    }
    if (sanction.awaitsCareCoordinator()) {
      throw new Refused(
          "care-coordinator-not-heard",
          "The pupil turned out to have held an exemption: the care coordinator is heard before "
              + sanction.measure()
              + " is confirmed.");
    }
    if (sanction.awaitsGuardians(confirm.ofAge())) {
      throw new Refused(
          "guardians-not-heard",
          "The roster no longer says that the pupil is of age: the guardians are heard before "
              + sanction.measure()
              + " is confirmed.");
    }
    explained(confirm, sanction.measure());
    LegalBounds.check(
        sanction.measure(),
        confirm.period(),
        sanction.proposed(),
        confirm.sector(),
        confirm.today());
    return new SanctionConfirmed(
        sanction.on(),
        sanction.measure(),
        confirm.period(),
        confirm.reason(),
        LegalBounds.reportToInspectorate(sanction.measure(), confirm.period()),
        confirm.by().person(),
        Optional.of(confirm.now()),
        Optional.of(sanction.heardGuardians()),
        confirm.explanation());
  }

  private static void explained(ConfirmSanction confirm, Measure measure) {
    if (measure.isSuspension() && confirm.explanation().isEmpty()) {
      throw new Refused(
          "confirmation-needs-explanation",
          "A suspension is confirmed with reasons to the pupil and, below 18, to the guardians (WVO"
              + " 2020 art. 8.14, WPO art. 40c): write them an explanation.");
    }
  }

  /** The calendar asks each day: what begun or ended before stays as it is. */
  private static List<SanctionEvent> begin(BeginSanction begin, Known sanction) {
    boolean waiting =
        switch (sanction.status()) {
          case IMPOSED -> !sanction.measure().needsConfirmation();
          case CONFIRMED, AMENDED -> true;
          case PROPOSED, HEARD, RUNNING, SERVED, REVOKED -> false;
        };
    boolean due = sanction.period().map(days -> !begin.today().isBefore(days.from())).orElse(false);
    return waiting && due
        ? List.of(new SanctionBegun(sanction.on(), sanction.measure()))
        : List.of();
  }

  private static List<SanctionEvent> complete(CompleteSanction complete, Known sanction) {
    if (sanction.status() == Status.SERVED) {
      return List.of();
    }
    if (sanction.status() != Status.RUNNING) {
      throw new Refused("sanction-not-running", "Only a running sanction ends.");
    }
    return List.of(
        new SanctionServed(
            sanction.on(),
            sanction.measure(),
            complete.lastDay(),
            Optional.empty(),
            Optional.empty()));
  }

  /** A talk, a detention: the calendar does not know of it, so people say when it was. */
  private static List<SanctionEvent> finish(FinishSanction finish, Known sanction) {
    if (finish.caseNumber().isPresent() && sanction.measure() != Measure.POLICE_REPORT) {
      throw new Refused("case-number-of-police-only", "A report to the police has a case number.");
    }
    if (sanction.status() == Status.SERVED) {
      return finish
          .caseNumber()
          .<List<SanctionEvent>>map(number -> List.of(numbered(finish, number, sanction)))
          .orElse(List.of());
    }
    if (sanction.measure().needsConfirmation() && sanction.status() == Status.RUNNING) {
      return List.of(end(finish, sanction));
    }
    if (!sanction.measure().isSaidToBeDone()) {
      throw new Refused("completion-by-itself", sanction.measure() + " is over by itself.");
    }
    if (sanction.status() != Status.IMPOSED && sanction.status() != Status.AMENDED) {
      throw new Refused("sanction-not-imposed", "Only what was imposed can be carried out.");
    }
    completedByWhoMay(finish, sanction);
    if (finish.day().isAfter(finish.today())) {
      throw new Refused("completion-in-the-future", "It is said after it was carried out.");
    }
    if (finish.day().isBefore(finish.occurredOn())) {
      throw new Refused(
          "completion-before-the-incident", "It was carried out after what it is about.");
    }
    return List.of(
        new SanctionServed(
            sanction.on(), sanction.measure(), finish.day(), finish.reason(), finish.caseNumber()));
  }

  private static void completedByWhoMay(FinishSanction finish, Known sanction) {
    if (!sanction.measure().mayBeImposedBy(finish.by().roles())) {
      throw new Refused(
          "role-may-not-complete", "This role may not say so of " + sanction.measure() + ".");
    }
  }

  /** The police can give it later than it was said to be done. */
  private static CaseNumberEntered numbered(
      FinishSanction finish, Personal<String> number, Known sanction) {
    completedByWhoMay(finish, sanction);
    if (sanction.holding().numbered()) {
      throw new Refused("case-number-entered-before", "It has a case number already.");
    }
    if (finish.saysMoreThanANumber()) {
      throw new Refused(
          "completion-said-before",
          "When it was carried out was said before: a case number that comes later stands alone.");
    }
    return new CaseNumberEntered(sanction.on(), sanction.measure(), number, finish.by().person());
  }

  /** What was confirmed with its days ends before them as it began: by the head, with a reason. */
  private static SanctionEndedEarly end(FinishSanction finish, Known sanction) {
    SanctionPeriod planned = sanction.period().orElseThrow();
    if (!finish.by().isHead()) {
      throw new Refused("role-may-not-complete", "The head ends what the head confirmed.");
    }
    if (finish.today().isAfter(planned.until())) {
      throw new Refused("completion-by-itself", "Its last day is over.");
    }
    if (finish.day().isAfter(finish.today())) {
      throw new Refused("completion-in-the-future", "It is said once it is over.");
    }
    if (finish.day().isBefore(planned.from())) {
      throw new Refused(
          "completion-before-its-first-day", "It was carried out on its first day at least.");
    }
    return new SanctionEndedEarly(
        sanction.on(),
        sanction.measure(),
        new SanctionPeriod(planned.from(), finish.day()),
        finish
            .reason()
            .orElseThrow(
                () ->
                    new Refused(
                        "shortening-needs-reason", "A sanction is shortened with a reason.")),
        finish.by().person(),
        finish.now());
  }

  /** Also of what was ended or taken back since: it was to be reported without delay. */
  private static SanctionReported report(ReportToInspectorate report, Known sanction) {
    if (!report.by().isHead()) {
      throw new Refused("report-by-head-only", "The head reports to the inspectorate.");
    }
    if (!sanction.holding().reportToInspectorate()) {
      throw new Refused(
          "report-not-needed", "A suspension of more than a day is reported, once confirmed.");
    }
    if (sanction.holding().reported().isPresent()) {
      throw new Refused("reported-before", "That it was reported was said before.");
    }
    if (report.on().isAfter(report.today())) {
      throw new Refused("report-in-the-future", "It is said after it was reported.");
    }
    if (report.on().isBefore(report.occurredOn())) {
      throw new Refused("report-before-the-incident", "It was reported after what it is about.");
    }
    return new SanctionReported(
        sanction.on(), sanction.measure(), report.on(), report.by().person());
  }

  private static SanctionAmended amend(AmendSanction amend, Known sanction) {
    if (!amend.by().isHead()) {
      throw new Refused("amendment-by-head-only", "The head amends a sanction.");
    }
    if (!amendable(sanction, amend.measure())) {
      throw new Refused("sanction-not-in-force", "Only a sanction in force can be amended.");
    }
    if (!lighter(amend, sanction)) {
      throw new Refused("amendment-not-lighter", "A sanction is amended for the better only.");
    }
    withinBounds(amend, sanction);
    keptWhileThereIsSchool(amend.measure(), amend.schoolIsOut());
    return new SanctionAmended(
        sanction.on(), amend.measure(), days(amend), amend.reason(), amend.by().person());
  }

  /** What ends the same day is of the day on which it is said, as when it is imposed. */
  private static Optional<SanctionPeriod> days(AmendSanction amend) {
    return amend.measure().endsTheSameDay()
        ? Optional.of(new SanctionPeriod(amend.today(), amend.today()))
        : amend.period();
  }

  /** What the head has not confirmed yet is no way into what needs a confirmation. */
  private static boolean amendable(Known sanction, Measure measure) {
    return switch (sanction.status()) {
      case IMPOSED -> !measure.needsConfirmation();
      case CONFIRMED, RUNNING, AMENDED -> true;
      case PROPOSED, HEARD, SERVED, REVOKED -> false;
    };
  }

  private static void withinBounds(AmendSanction amend, Known sanction) {
    if (amend.measure().needsConfirmation() != amend.period().isPresent()) {
      throw new Refused(
          "amendment-needs-its-days", "What takes days is amended with them, nothing else is.");
    }
    amend
        .period()
        .ifPresent(
            period -> {
              // Shorter than it was is for the better, whatever the bounds were that it was given.
              if (amend.measure() != sanction.measure()) {
                LegalBounds.length(amend.measure(), period, sanction.proposed(), amend.sector());
              }
              boolean goesOn = sanction.period().filter(period::beginsWith).isPresent();
              if (!goesOn) {
                LegalBounds.startsInTime(period, amend.today());
              }
            });
  }

  private static boolean lighter(AmendSanction amend, Known sanction) {
    if (amend.measure() != sanction.measure()) {
      return amend.measure().lighterThan(sanction.measure())
          && !(sanction.basis().added() && amend.measure().isSuspension());
    }
    return sanction.period().isPresent()
        && amend.period().isPresent()
        && amend.period().get().within(sanction.period().get());
  }

  /** What was decided on stays, and says that its breach counts no more: the head looks at it. */
  private static List<SanctionEvent> withdraw(WithdrawProposal withdraw, Known sanction) {
    if (sanction.status() == Status.REVOKED || sanction.basis().discounted()) {
      return List.of();
    }
    return sanction.status().isBeforeImposition()
        ? List.of(
            SanctionRevoked.undecided(
                sanction.on(), RevocationGround.MISTAKEN, withdraw.reason(), withdraw.by()))
        : List.of(new StepCorrected(sanction.on(), StepCorrected.COUNTS_NO_MORE, Optional.empty()));
  }

  /** As {@link #withdraw}; but that the pupil did not do it is not said by it. */
  private static List<SanctionEvent> drop(DropAdded drop, Known sanction) {
    if (!sanction.basis().added()
        || sanction.status() == Status.REVOKED
        || sanction.basis().current() == StepCorrected.COUNTS_NO_MORE) {
      return List.of();
    }
    return sanction.status().isBeforeImposition()
        ? List.of(
            SanctionRevoked.undecided(
                sanction.on(), RevocationGround.MISTAKEN, drop.reason(), drop.by()))
        : List.of(new BasisRevoked(sanction.on()));
  }

  private static SanctionRevoked revoke(RevokeSanction revoke, Known sanction) {
    if (sanction.status() == Status.REVOKED) {
      throw new Refused("sanction-already-revoked", "This sanction was revoked before.");
    }
    boolean declined = revoke.ground() == RevocationGround.DECLINED;
    if (declined && !sanction.status().isBeforeImposition()) {
      throw new Refused("sanction-already-decided", "What was imposed can't be declined any more.");
    }
    boolean may =
        declined
            ? sanction.proposed().measure().mayBeImposedBy(revoke.by().roles())
                && sanction.proposed().mayBeDecidedBy(revoke.by().roles())
            : revoke.by().isHead();
    if (!may) {
      throw new Refused("role-may-not-revoke", "This role may not revoke this sanction.");
    }
    return new SanctionRevoked(
        sanction.on(),
        revoke.ground(),
        revoke.reason(),
        revoke.by().person(),
        Optional.of(revoke.now()));
  }

  @Override
  public Sanction evolve(Sanction state, SanctionEvent event) {
    return switch (event) {
      case SanctionProposed proposed ->
          Known.of(
              proposed.on(), Basis.of(proposed.step(), proposed.proposal(), proposed.exempted()));
      case MeasureAdded added ->
          Known.of(added.on(), Basis.added(added.step(), added.proposal(), added.exempted()));
      case StepCorrected corrected ->
          known(state).corrected(corrected.step(), corrected.proposal());
      case BasisRevoked _ -> known(state).withoutBasis();
      case BreachCountedAgain again -> known(state).corrected(again.step(), Optional.empty());
      case ExemptionCorrected corrected ->
          known(state).exempted(corrected.exempted(), corrected.complete());
      case HearingHeld held -> known(state).heard(held.hearing(), held.complete());
      case SanctionImposed imposed ->
          known(state)
              .as(
                  imposed.measure().statusOnceImposed(),
                  Holding.of(imposed.measure(), imposed.period()));
      case SanctionConfirmed confirmed ->
          known(state)
              .as(
                  Status.CONFIRMED,
                  Holding.confirmed(
                      confirmed.measure(), confirmed.period(), confirmed.reportToInspectorate()));
      case SanctionReported reported ->
          known(state)
              .as(
                  known(state).status(),
                  known(state).holding().reported(reported.day(), reported.by()));
      case SanctionBegun _ -> known(state).as(Status.RUNNING);
      case SanctionServed served ->
          known(state)
              .as(
                  Status.SERVED,
                  served.caseNumber().isPresent()
                      ? known(state).holding().underANumber()
                      : known(state).holding());
      case CaseNumberEntered _ ->
          known(state).as(known(state).status(), known(state).holding().underANumber());
      case SanctionEndedEarly ended ->
          known(state).as(Status.SERVED, known(state).holding().lasted(ended.period()));
      case SanctionAmended amended ->
          known(state)
              .as(
                  amended.measure().statusOnceAmended(),
                  known(state).holding().amended(amended.measure(), amended.period()));
      case SanctionRevoked revoked -> known(state).revoked(revoked.byPerson());
    };
  }

  private static Known known(Sanction state) {
    return (Known) state;
  }
}
