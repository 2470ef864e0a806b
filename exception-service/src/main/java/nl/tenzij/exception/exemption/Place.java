package nl.tenzij.exception.exemption;

/** Where, from the narrowest to the widest. */
public enum Place {
  CLASSROOM,
  BUILDING,
  GROUNDS
}
