package nl.tenzij.sanction.sanction;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.sanction.sanction.SanctionEvent.StepCorrected;

/** What follows from a breach for one pupil. */
public sealed interface Sanction {

  record NotProposed() implements Sanction {}

  /**
   * @param on the pupil and incident it is about
   * @param basis what it rests on
   * @param taken on what ground a person declined or revoked it; empty where nobody did
   */
  record Known(
      Status status,
      Case on,
      Basis basis,
      List<Hearing> hearings,
      Holding holding,
      Optional<RevocationGround> taken)
      implements Sanction {

    static Known of(Case on, Basis basis) {
      return new Known(
          Status.PROPOSED,
          on,
          basis,
          List.of(),
          Holding.of(basis.proposed().measure(), Optional.empty()),
          Optional.empty());
    }

    public Known {
      hearings = List.copyOf(hearings);
    }

    /** The pupil's place on the ladder, as it was when it was decided on. */
    public int step() {
      return basis.step();
    }

    /** What the ladder proposed. */
    public Proposal proposed() {
      return basis.proposed();
    }

    /** What holds now: the proposal until a person decides otherwise. */
    public Measure measure() {
      return holding.measure();
    }

    /** The days on which it holds, once known. */
    public Optional<SanctionPeriod> period() {
      return holding.period();
    }

    /**
     * Who must still be heard before this measure can be imposed, or confirmed. Until it was, what
     * the roster said of the pupil's age counts only as long as it says so: it can have been a
     * mistake.
     *
     * @param ofAge whether the roster says now that the pupil is
     */
    public Set<Hearing.Kind> unheard(Measure toImpose, boolean ofAge) {
      Set<Hearing.Kind> heard =
          hearings.stream()
              .filter(hearing -> !hearing.isOfRoster() || !isOpen())
              .map(Hearing::kind)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Hearing.Kind.class)));
      Stream<Hearing.Kind> care =
          basis.exempted().orElse(false)
              ? Stream.of(Hearing.Kind.CARE_COORDINATOR)
              : Stream.empty();
      if (ofAge || heard.contains(Hearing.Kind.OF_AGE)) {
        heard.add(Hearing.Kind.GUARDIANS);
      }
      return Stream.concat(toImpose.hearings().stream(), care)
          .filter(kind -> !heard.contains(kind))
          .collect(Collectors.toUnmodifiableSet());
    }

    /** Not imposed, or not confirmed where that must be. */
    boolean isOpen() {
      return status.isBeforeImposition() || awaitsConfirmation();
    }

    /** Imposed, and the head has yet to confirm it. */
    boolean awaitsConfirmation() {
      return status == Status.IMPOSED && measure().needsConfirmation();
    }

    /**
     * Whether there is nothing to propose beside it for the same case: it is to be decided on, or
     * was, and that was not taken back. That nothing is imposed is a decision too.
     */
    public boolean holds() {
      return status != Status.REVOKED || taken.equals(Optional.of(RevocationGround.DECLINED));
    }

    /** Whether the case is decided for good: the breach counts no more, whoever is named anew. */
    public boolean isObjectionUpheld() {
      return taken.equals(Optional.of(RevocationGround.OBJECTION_UPHELD));
    }

    /**
     * Whether it was imposed by the roster's word that the pupil is of age, which was taken back
     * before the head confirmed it: the guardians are heard after all.
     *
     * @param ofAge whether the roster says now that the pupil is
     */
    boolean awaitsGuardians(boolean ofAge) {
      return status == Status.IMPOSED
          && hearings.stream().anyMatch(Hearing::isOfRoster)
          && unheard(measure(), ofAge).contains(Hearing.Kind.GUARDIANS);
    }

    /**
     * Whether it was imposed before it was known that the pupil held an exemption: the care
     * coordinator is heard after all.
     */
    boolean awaitsCareCoordinator() {
      return awaitsConfirmation()
          && unheard(measure(), true).contains(Hearing.Kind.CARE_COORDINATOR);
    }

    /** Whether there was a talk with them: not where the pupil was said to be of age instead. */
    boolean heardGuardians() {
      return hearings.stream().anyMatch(hearing -> hearing.kind() == Hearing.Kind.GUARDIANS);
    }

    boolean completeWith(Hearing hearing, boolean ofAge) {
      return status.isBeforeImposition()
          && heard(hearing, false).unheard(proposed().measure(), ofAge).isEmpty();
    }

    /** As {@link #completeWith(Hearing, boolean)}, once it is known whether there was one. */
    boolean completeWith(boolean exempted, boolean ofAge) {
      return status.isBeforeImposition()
          && !hearings.isEmpty()
          && exempted(exempted, false).unheard(proposed().measure(), ofAge).isEmpty();
    }

    Known exempted(boolean exempted, boolean complete) {
      Status next = complete ? Status.HEARD : Status.PROPOSED;
      return new Known(
          status.isBeforeImposition() ? next : status,
          on,
          basis.exempted(exempted),
          hearings,
          holding,
          taken);
    }

    Known heard(Hearing hearing, boolean complete) {
      var all = Stream.concat(hearings.stream(), Stream.of(hearing)).toList();
      return new Known(complete ? Status.HEARD : status, on, basis, all, holding, taken);
    }

    Known corrected(int step, Optional<Proposal> proposal) {
      return new Known(
          status,
          on,
          basis.corrected(step, proposal),
          hearings,
          proposal.map(now -> Holding.of(now.measure(), Optional.empty())).orElse(holding),
          taken);
    }

    Known withoutBasis() {
      return new Known(status, on, basis.revoked(), hearings, holding, taken);
    }

    Known as(Status next, Holding holds) {
      return new Known(next, on, basis, hearings, holds, taken);
    }

    Known revoked(Optional<RevocationGround> ground) {
      return new Known(Status.REVOKED, on, basis, hearings, holding, ground);
    }

    Known as(Status next) {
      return as(next, holding);
    }
  }

  /**
   * What a sanction rests on.
   *
   * @param step the pupil's place on the ladder
   * @param stepNow their place now, where the count was corrected after somebody decided; 0 where
   *     the breach counts no more
   * @param exempted whether the pupil held an exemption when it happened; empty where nobody looked
   * @param added whether the head added it beside what the ladder proposes
   * @param discounted whether by a correction of the incident the pupil is no offender
   * @param exemptionCorrected how often it turned out otherwise whether they held an exemption
   */
  record Basis(
      int step,
      Optional<Integer> stepNow,
      Proposal proposed,
      Optional<Boolean> exempted,
      boolean added,
      boolean discounted,
      int exemptionCorrected) {

    static Basis of(int step, Proposal proposed, Optional<Boolean> exempted) {
      return new Basis(step, Optional.empty(), proposed, exempted, false, false, 0);
    }

    static Basis added(int step, Proposal proposed, Optional<Boolean> exempted) {
      return new Basis(step, Optional.empty(), proposed, exempted, true, false, 0);
    }

    /** Of a pupil who held none; and of whom nobody thought so, who can have written of it. */
    public boolean withoutExemption() {
      return exempted.filter(held -> !held).isPresent() && exemptionCorrected == 0;
    }

    int current() {
      return stepNow.orElse(step);
    }

    private Basis revoked() {
      return new Basis(
          step,
          Optional.of(StepCorrected.COUNTS_NO_MORE),
          proposed,
          exempted,
          added,
          discounted,
          exemptionCorrected);
    }

    private Basis exempted(boolean held) {
      return new Basis(
          step, stepNow, proposed, Optional.of(held), added, discounted, exemptionCorrected + 1);
    }

    private Basis corrected(int corrected, Optional<Proposal> proposal) {
      return proposal
          .map(
              now ->
                  new Basis(
                      corrected, Optional.empty(), now, exempted, added, false, exemptionCorrected))
          .orElseGet(
              () ->
                  new Basis(
                      step,
                      Optional.of(corrected).filter(now -> now != step),
                      proposed,
                      exempted,
                      added,
                      corrected == StepCorrected.COUNTS_NO_MORE,
                      exemptionCorrected));
    }
  }

  /**
   * A measure, and when.
   *
   * @param reportToInspectorate whether the law has the school report it without delay; once so, it
   *     stays so
   * @param reported that it was reported, once somebody said so
   * @param numbered whether the case number is there under which the police have it
   */
  record Holding(
      Measure measure,
      Optional<SanctionPeriod> period,
      boolean reportToInspectorate,
      Optional<Reported> reported,
      boolean numbered) {

    static Holding of(Measure measure, Optional<SanctionPeriod> period) {
      return new Holding(measure, period, false, Optional.empty(), false);
    }

    static Holding confirmed(Measure measure, SanctionPeriod period, boolean reportToInspectorate) {
      return new Holding(
          measure, Optional.of(period), reportToInspectorate, Optional.empty(), false);
    }

    Holding reported(LocalDate day, String by) {
      return new Holding(
          measure, period, reportToInspectorate, Optional.of(new Reported(day, by)), numbered);
    }

    Holding lasted(SanctionPeriod days) {
      return new Holding(measure, Optional.of(days), reportToInspectorate, reported, numbered);
    }

    Holding amended(Measure lighter, Optional<SanctionPeriod> days) {
      return new Holding(lighter, days, reportToInspectorate, reported, numbered);
    }

    Holding underANumber() {
      return new Holding(measure, period, reportToInspectorate, reported, true);
    }
  }

  /**
   * That the inspectorate was told.
   *
   * @param by who says so
   */
  record Reported(LocalDate day, String by) {}
}
