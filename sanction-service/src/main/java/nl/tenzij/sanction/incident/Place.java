package nl.tenzij.sanction.incident;

/** Where, in the words of a policy's use rules. */
public enum Place {
  CLASSROOM,
  BUILDING,
  GROUNDS
}
