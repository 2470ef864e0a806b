package nl.tenzij.school.framework;

import java.time.LocalDate;
import nl.tenzij.school.policy.Bounds;

/**
 * The bounds that a board laid down. {@link #NONE} before it did.
 *
 * @param revision 1 for the first
 * @param jointCouncilOn when the joint participation council consented (WMS art. 16); null where
 *     that is not on record
 */
public record Framework(int revision, Bounds bounds, LocalDate jointCouncilOn) {

  public static final Framework NONE = new Framework(0, Bounds.NONE, null);
}
