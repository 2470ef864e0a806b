package nl.tenzij.school.group;

import java.util.List;

/**
 * A class as the roster knows one. {@link #NONE} before the first registration.
 *
 * @param running false after its end
 * @param teachers staff ids, in order
 */
public record RosterClass(
    String id,
    boolean running,
    String title,
    Kind kind,
    List<String> yearGroups,
    List<String> subjects,
    List<String> teachers) {

  public static final RosterClass NONE =
      new RosterClass(null, false, null, null, List.of(), List.of(), List.of());
}
