package nl.tenzij.school.roster;

import java.util.List;
import java.util.Map;

/**
 * A record as a school system pushes it.
 *
 * @param id the roster's id of what it is about
 * @param values by the columns of the file in which it would come with others
 * @param texts all that it says, by field, but for what is never looked at
 */
public record Pushed(String id, Map<String, String> values, Map<String, String> texts) {

  /** A user with the places where the user has a role; values by the columns of roles.csv. */
  public record User(Pushed record, List<Map<String, String>> roles) {}

  /**
   * What became of it.
   *
   * @param changed whether it said anything new
   * @param partition where the log holds it
   * @param position the moment from which on it shows; 0 where the log has nothing to show of it
   */
  public record Outcome(boolean changed, List<Finding> findings, int partition, long position) {

    /** Also where the log has nothing to show of what it said. */
    Outcome orAnyway(boolean said) {
      return new Outcome(changed || said, findings, partition, position);
    }
  }

  /** What was understood and could be better. */
  public record Finding(String field, String code, String detail) {}
}
