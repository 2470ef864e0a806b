package nl.tenzij.sanction.incident;

/**
 * Where, in the words of a policy's use rules. Each lies within the next: what is said of the
 * building is said of its classrooms.
 */
public enum Place {
  CLASSROOM,
  BUILDING,
  GROUNDS;

  public boolean holds(Place other) {
    return compareTo(other) >= 0;
  }
}
