package nl.tenzij.exception.people;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tenzij.exception.exemption.Asker;
import nl.tenzij.exception.exemption.CoreTeam;

/**
 * Whose exemptions somebody may see, and how much of them.
 *
 * @param person who asks
 * @param coordinates guides all of the school's requests: sees all of each
 * @param heads sees that they are there and how they stand, not what they are for
 * @param seats as what the person may sit on a core team: who is named and holds no role for it is
 *     none of it
 * @param own pupils to whom the person belongs, and how: to an own child only as a parent
 * @param children pupils of whom the person is a parent by the roster, with custody or without, and
 *     also where the person may not be told of them or they have left, in whatever role the person
 *     comes
 */
public record Reach(
    String person,
    boolean coordinates,
    boolean heads,
    Set<CoreTeam.Role> seats,
    Map<String, Tie> own,
    Set<String> children) {

  /** Who sees that there is an exemption, and how it stands. */
  private static final Set<Tie> KNOWING =
      Set.of(Tie.SELF, Tie.SELF_OF_AGE, Tie.GUARDIAN, Tie.PARENT_WITHOUT_CUSTODY, Tie.MENTOR);

  /** Who sees what it is for too. */
  private static final Set<Tie> TRUSTED =
      Set.of(Tie.SELF, Tie.SELF_OF_AGE, Tie.GUARDIAN, Tie.MENTOR);

  public Reach {
    seats = Set.copyOf(seats);
    own = Map.copyOf(own);
    children = Set.copyOf(children);
  }

  /** Of an own child a parent is nothing else. */
  public boolean isParentOf(String pupil) {
    return children.contains(pupil);
  }

  public boolean coordinates(String pupil) {
    return coordinates && !isParentOf(pupil);
  }

  /** Whether all of the school's exemptions are within it. */
  public boolean whole() {
    return coordinates || heads;
  }

  /** Those all of whose exemptions are within it. */
  public Set<String> pupils() {
    return tied(KNOWING);
  }

  /** Those of whom the person is mentor for an exemption once it says so itself. */
  public Set<String> perhapsMentored() {
    return tied(Set.of(Tie.POSSIBLE_MENTOR));
  }

  private Set<String> tied(Set<Tie> ties) {
    return own.entrySet().stream()
        .filter(each -> ties.contains(each.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  public boolean sees(String pupil) {
    return whole() || tied(pupil, KNOWING);
  }

  /** What it is for, and the pupil's own words. */
  public boolean seesPurpose(String pupil) {
    return coordinates(pupil) || tied(pupil, TRUSTED);
  }

  public boolean isThePupil(String pupil) {
    return tied(pupil, Set.of(Tie.SELF, Tie.SELF_OF_AGE));
  }

  public boolean is(Tie tie, String pupil) {
    return tied(pupil, Set.of(tie));
  }

  private boolean tied(String pupil, Set<Tie> ties) {
    return own.containsKey(pupil) && ties.contains(own.get(pupil));
  }

  /** As what the person can ask for an exemption for the pupil; empty: can't. */
  public Optional<Asker.Capacity> asks(String pupil) {
    if (is(Tie.GUARDIAN, pupil)) {
      return Optional.of(Asker.Capacity.GUARDIAN);
    }
    if (is(Tie.SELF_OF_AGE, pupil)) {
      return Optional.of(Asker.Capacity.PUPIL);
    }
    if (tied(pupil, Set.of(Tie.MENTOR, Tie.POSSIBLE_MENTOR))) {
      return Optional.of(Asker.Capacity.MENTOR);
    }
    return coordinates(pupil) ? Optional.of(Asker.Capacity.CARE_COORDINATOR) : Optional.empty();
  }
}
