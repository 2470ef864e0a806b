package nl.tenzij.sanction.incident;

/** The two kinds of breach that a ladder tells apart (S2). */
public enum Breach {
  /** A use rule was not kept. */
  VIOLATION,
  /** A device was used to harm someone. */
  MISUSE
}
