package nl.tenzij.exception.people;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.exception.exemption.Asker;

/**
 * Whose exemptions somebody may see, and how much of them.
 *
 * @param person who asks
 * @param coordinates guides all of the school's requests: sees all of each
 * @param heads sees that they are there and how they stand, not what they are for
 * @param own pupils to whom the person belongs, with the capacity in which a request can be made;
 *     none for the pupil
 */
public record Reach(
    String person, boolean coordinates, boolean heads, Map<String, Optional<Asker.Capacity>> own) {

  public Reach {
    own = Map.copyOf(own);
  }

  /** Whether all of the school's exemptions are within it. */
  public boolean whole() {
    return coordinates || heads;
  }

  public Set<String> pupils() {
    return own.keySet();
  }

  public boolean sees(String pupil) {
    return whole() || own.containsKey(pupil);
  }

  /** What it is for, and the pupil's own words. */
  public boolean seesPurpose(String pupil) {
    return coordinates || own.containsKey(pupil);
  }

  /** As what the person can ask for an exemption for the pupil; empty: can't. */
  public Optional<Asker.Capacity> asks(String pupil) {
    Optional<Asker.Capacity> belonging = own.getOrDefault(pupil, Optional.empty());
    return coordinates && belonging.isEmpty()
        ? Optional.of(Asker.Capacity.CARE_COORDINATOR)
        : belonging;
  }
}
