package nl.tenzij.school.roster;

import java.util.Set;

/**
 * Whose keys are a board's own. They stand among those of people, by board and name: nobody is
 * known by one of these names, or erasing that person would take the board's key.
 */
public final class BoardSubjects {

  /** Of what is kept of a roster's import. */
  public static final String ROSTER_PACKAGES = "roster-packages";

  /** Of the tokens by which names are found. */
  public static final String NAME_KEYS = "name-keys";

  public static final Set<String> ALL = Set.of(ROSTER_PACKAGES, NAME_KEYS);

  private BoardSubjects() {}
}
