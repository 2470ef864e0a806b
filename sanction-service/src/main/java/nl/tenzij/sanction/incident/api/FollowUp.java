package nl.tenzij.sanction.incident.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import nl.tenzij.sanction.ladder.Standing.Allowed;
import nl.tenzij.sanction.ladder.Standing.Counted;
import nl.tenzij.sanction.ladder.Standing.Discounted;
import nl.tenzij.sanction.ladder.Standing.OutsidePolicy;
import nl.tenzij.sanction.ladder.Standing.Weighed;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Sanction.Known;
import nl.tenzij.sanction.sanction.Status;

/**
 * What came of an incident for one who was named as offender.
 *
 * @param step the pupil's place on the ladder, where it was counted
 * @param policy whose ladder, where it was counted
 * @param sanction that the ladder proposed; absent where nothing was
 * @param others what else there is of the pupil upon this incident: what the head added, or what an
 *     earlier entry led to; absent where there is nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FollowUp(
    String pupil,
    State state,
    Integer step,
    Ladder policy,
    SanctionLine sanction,
    List<SanctionLine> others) {

  public enum State {
    /** Not weighed yet; that takes a moment. */
    PENDING,
    COUNTED,
    /** No policy was in force when it happened: nothing is counted, nothing proposed. */
    NO_POLICY_IN_FORCE,
    /** By the policy that came to be known later it was allowed: nothing is counted. */
    ALLOWED,
    /** Was counted, and is so no more. */
    DISCOUNTED
  }

  public record Ladder(String id, int version) {}

  /**
   * @param status HEARD is told to those who read all of the school; others are told PROPOSED until
   *     somebody has decided
   */
  public record SanctionLine(UUID id, Status status, Measure measure) {

    /**
     * @param whole for a reader of all of the school
     */
    static SanctionLine of(UUID id, Known known, boolean whole) {
      Status told = whole ? known.status() : known.status().withoutHearings();
      return new SanctionLine(id, told, known.measure());
    }
  }

  static FollowUp pending(String pupil) {
    return new FollowUp(pupil, State.PENDING, null, null, null, null);
  }

  static FollowUp of(String pupil, Weighed weighed) {
    return switch (weighed) {
      case Counted counted ->
          new FollowUp(
              pupil,
              State.COUNTED,
              counted.step(),
              new Ladder(counted.policy(), counted.policyVersion()),
              null,
              null);
      case OutsidePolicy _ -> new FollowUp(pupil, State.NO_POLICY_IN_FORCE, null, null, null, null);
      case Allowed _ -> new FollowUp(pupil, State.ALLOWED, null, null, null, null);
      case Discounted _ -> new FollowUp(pupil, State.DISCOUNTED, null, null, null, null);
    };
  }

  /**
   * @param whole for a reader of all of the school
   */
  FollowUp with(UUID id, Known known, boolean whole) {
    return new FollowUp(pupil, state, step, policy, SanctionLine.of(id, known, whole), others);
  }

  FollowUp beside(List<SanctionLine> more) {
    return new FollowUp(pupil, state, step, policy, sanction, more.isEmpty() ? null : more);
  }
}
