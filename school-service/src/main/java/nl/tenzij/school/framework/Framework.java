package nl.tenzij.school.framework;

import java.time.LocalDate;
import nl.tenzij.school.policy.Bounds;

/**
 * The bounds that a board laid down. {@link #NONE} before it did.
 *
 * @param revision 1 for the first
 * @param jointCouncilOn when the joint participation council consented (WMS art. 16), the school's
 *     own where a board has one; null where that is not on record
 * @param binding these bounds where the council consented; else those that it consented to last
 */
public record Framework(int revision, Bounds bounds, LocalDate jointCouncilOn, Bounds binding) {

  public static final Framework NONE = new Framework(0, Bounds.NONE, null, Bounds.NONE);

  /** What concerns most of a board's schools binds none of them before their council consented. */
  public boolean isBinding() {
    return jointCouncilOn != null;
  }
}
