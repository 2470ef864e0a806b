package nl.tenzij.school.policy.api;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nl.tenzij.school.policy.SchoolPolicy.Life;

/** Who sees a policy from when on. */
final class PolicyReaders {

  static final String[] ROLES = {
    "head",
    "board",
    "mr-member",
    "care-coordinator",
    "core-team",
    "mentor",
    "teacher",
    "guardian",
    "pupil"
  };

  private static final Set<String> FROM_THE_FIRST_DRAFT = Set.of("head", "board");
  private static final Set<Life> BEFORE_THE_COUNCIL =
      EnumSet.range(Life.SUBMITTED, Life.SUPERSEDED);
  private static final Set<Life> MADE_KNOWN = EnumSet.range(Life.PUBLISHED, Life.SUPERSEDED);

  private PolicyReaders() {}

  /** The stages of life in which somebody with these roles sees a policy. */
  static List<Life> sees(Set<String> roles) {
    if (roles.stream().anyMatch(FROM_THE_FIRST_DRAFT::contains)) {
      return List.copyOf(EnumSet.range(Life.DRAFT, Life.SUPERSEDED));
    }
    return List.copyOf(roles.contains("mr-member") ? BEFORE_THE_COUNCIL : MADE_KNOWN);
  }
}
