package nl.tenzij.sanction.sanction.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.sanction.sanction.Hearing;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Sanction.Known;
import nl.tenzij.sanction.sanction.Sanction.Reported;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import nl.tenzij.sanction.sanction.StaffRole;
import nl.tenzij.sanction.sanction.Status;

/**
 * A sanction as it is now.
 *
 * @param step the pupil's place on the ladder
 * @param stepNow their place now, where the count was corrected after somebody decided on it: for
 *     the head to look at; 0 where the breach counts no more, by a correction of the incident or
 *     since what this was added to was revoked
 * @param proposed what the ladder proposed, and where the policy says so
 * @param measure what holds, or would hold once imposed
 * @param hearings the talks that were held, and whether the pupil is of age; for who may not decide
 *     on it those with the pupil alone
 * @param stillToHear who must be heard before the measure can be imposed; or confirmed, where the
 *     roster took back meanwhile that the pupil is of age, or they turned out to have held an
 *     exemption
 * @param ofAge true where the roster says that the pupil is: no guardians are heard; absent else,
 *     and for who may not decide on it
 * @param needsConfirmation whether the head confirms it in writing, with the days
 * @param from the first day on which it holds, once known
 * @param until the last day; of what was ended before its days were over, the last one it was held
 * @param reportToInspectorate whether the school has to report it to the inspectorate without delay
 * @param reported that it was, once somebody said so
 * @param decisions what was decided on it, in that order; absent in the answer to a POST
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SanctionView(
    UUID id,
    UUID incident,
    String pupil,
    Status status,
    int step,
    Integer stepNow,
    Proposed proposed,
    Measure measure,
    List<Held> hearings,
    Set<Hearing.Kind> stillToHear,
    Boolean ofAge,
    boolean needsConfirmation,
    LocalDate from,
    LocalDate until,
    boolean reportToInspectorate,
    ReportedView reported,
    List<DecisionView> decisions) {

  /**
   * That the inspectorate was told.
   *
   * @param on the day on which it was
   * @param by who says so
   */
  public record ReportedView(LocalDate on, String by) {

    private static ReportedView of(Reported reported) {
      return new ReportedView(reported.day(), reported.by());
    }
  }

  /**
   * @param by who decides on it by the policy, those further on too; absent where it does not say
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Proposed(Measure measure, Period length, String clause, StaffRole by) {}

  /**
   * @param cause where the care coordinator sees it; for those who read all of the school
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Held(Hearing.Kind kind, Instant at, String by, Hearing.Cause cause) {

    private static Held of(Hearing hearing, boolean whole) {
      return new Held(
          hearing.kind(),
          hearing.at(),
          hearing.by(),
          whole ? hearing.cause().flatMap(Personal::value).orElse(null) : null);
    }
  }

  /**
   * How much of it a reader sees.
   *
   * @param whole whether they read all of the school
   * @param exemption whether they may know that the pupil has one, which the care coordinator's
   *     part in it tells
   * @param ofAge whether the roster says that the pupil is
   */
  record Sight(boolean whole, boolean exemption, boolean ofAge) {

    /** That a pupil is of age is for who may hear and decide, whenever that is. */
    Sight {
      ofAge = ofAge && exemption;
    }

    /**
     * That the care coordinator was heard tells of an exemption, and that no guardians were tells
     * that the pupil is of age.
     */
    private boolean shows(Hearing.Kind kind) {
      return exemption || kind == Hearing.Kind.PUPIL;
    }

    /**
     * Of a pupil with an exemption a reason can tell what that is for, which is nobody's who only
     * teaches them. Where nobody looked for one, they can have had one.
     */
    boolean showsReasons(Known sanction) {
      return whole || exemption && sanction.basis().withoutExemption();
    }

    /** How much of what happened is not shown. */
    int hiddenOf(Known sanction) {
      int unheard =
          (int) sanction.hearings().stream().filter(hearing -> !shows(hearing.kind())).count();
      return exemption ? unheard : unheard + sanction.basis().exemptionCorrected();
    }
  }

  static SanctionView of(UUID id, Known sanction, Sight sight, List<DecisionView> decisions) {
    var proposal = sanction.proposed();
    List<Held> held =
        sanction.hearings().stream()
            .filter(hearing -> sight.shows(hearing.kind()))
            .map(hearing -> Held.of(hearing, sight.whole()))
            .toList();
    Set<Hearing.Kind> unheard =
        sanction.unheard(sanction.measure(), sight.ofAge()).stream()
            .filter(sight::shows)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Hearing.Kind.class)));
    return new SanctionView(
        id,
        sanction.on().incident(),
        sanction.on().pupil(),
        sight.exemption() ? sanction.status() : shown(sanction.status(), held, unheard),
        sanction.step(),
        sanction.basis().stepNow().orElse(null),
        new Proposed(
            proposal.measure(),
            proposal.length().orElse(null),
            proposal.clause(),
            proposal.by().orElse(null)),
        sanction.measure(),
        held,
        unheard,
        sight.ofAge() ? true : null,
        sanction.measure().needsConfirmation(),
        sanction.period().map(SanctionPeriod::from).orElse(null),
        sanction.period().map(SanctionPeriod::until).orElse(null),
        sanction.holding().reportToInspectorate(),
        sanction.holding().reported().map(ReportedView::of).orElse(null),
        decisions);
  }

  /** Before it is decided: as if those hearings that are shown were all that there are. */
  private static Status shown(Status status, List<Held> held, Set<Hearing.Kind> unheard) {
    if (!status.isBeforeImposition()) {
      return status;
    }
    return held.isEmpty() || !unheard.isEmpty() ? Status.PROPOSED : Status.HEARD;
  }
}
