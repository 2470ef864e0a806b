package nl.tenzij.sanction.published;

import java.util.List;
import java.util.UUID;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Proposal;
import nl.tenzij.sanction.sanction.StaffRole;

/**
 * {@code proposed.v1}.
 *
 * @param deciders in which roles it can be imposed as it is, or declined
 */
record TellProposed(
    UUID sanction,
    UUID incident,
    String pupil,
    Measure measure,
    int step,
    String clause,
    List<StaffRole> deciders) {

  static TellProposed of(UUID sanction, Case on, int step, Proposal proposal) {
    return new TellProposed(
        sanction,
        on.incident(),
        on.pupil(),
        proposal.measure(),
        step,
        proposal.clause(),
        proposal.deciders());
  }
}
