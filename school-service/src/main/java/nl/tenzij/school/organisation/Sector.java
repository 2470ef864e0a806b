package nl.tenzij.school.organisation;

/** Primary ({@code PO}) or secondary education ({@code VO}): some bounds of law differ. */
public enum Sector {
  PO,
  VO
}
