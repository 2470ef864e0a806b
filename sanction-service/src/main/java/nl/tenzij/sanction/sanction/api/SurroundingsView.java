package nl.tenzij.sanction.sanction.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What stands beside a sanction, for who decides on it: the ladder counts, and sees none of this.
 *
 * @param stepBefore the breach of the step before, where nothing was imposed on it; absent where
 *     something was, or this is the first step
 * @param reportedNear what else was reported of the pupil within a quarter of an hour, in order of
 *     time: it can be one sight that two people saw. Of that on which the ladder proposed nothing
 *     it is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SurroundingsView(StepBefore stepBefore, List<Near> reportedNear) {

  /**
   * The pupil was told nothing on it, so had no chance to repair (S2).
   *
   * @param incident for those who may read it
   * @param declined whether it was weighed and nothing was imposed; else nobody decided on it yet
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StepBefore(UUID incident, Instant occurredAt, boolean declined) {}

  /**
   * @param incident for those who may read it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Near(UUID incident, Instant occurredAt) {}
}
