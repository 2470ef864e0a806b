package nl.tenzij.school.policy;

import java.time.LocalDate;
import java.util.Set;

/**
 * A talk on the policy (S0 step 2).
 *
 * @param groups who took part; groups may be mixed
 * @param outcome in a few words, of the talk and not of persons
 */
public record Consultation(Kind kind, Set<Group> groups, LocalDate on, String outcome) {

  public enum Group {
    TEACHERS,
    PARENTS,
    PUPILS
  }

  public enum Kind {
    TEAM_MEETING,
    PARENT_EVENING,
    PUPIL_COUNCIL,
    COUNCIL_MEETING,
    MIXED_SESSION,
    SURVEY
  }
}
