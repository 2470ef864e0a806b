package nl.tenzij.sanction.published;

import java.util.UUID;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Proposal;

/** {@code proposed.v1}. */
record TellProposed(
    UUID sanction, UUID incident, String pupil, Measure measure, int step, String clause) {

  static TellProposed of(UUID sanction, Case on, int step, Proposal proposal) {
    return new TellProposed(
        sanction, on.incident(), on.pupil(), proposal.measure(), step, proposal.clause());
  }
}
