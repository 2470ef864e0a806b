package nl.tenzij.sanction.sanction;

import java.util.Set;

/**
 * Who decides, and as what.
 *
 * @param roles all that the person has at the school
 */
public record Actor(String person, Set<StaffRole> roles) {
  public Actor {
    roles = Set.copyOf(roles);
  }

  boolean isHead() {
    return roles.contains(StaffRole.HEAD);
  }
}
