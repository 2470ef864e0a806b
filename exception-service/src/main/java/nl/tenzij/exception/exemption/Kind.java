package nl.tenzij.exception.exemption;

/**
 * For how long it is meant (S3 §2A). Neither kind lapses by itself: a review ends it, or nobody.
 */
public enum Kind {
  /** After an incident or a crisis; reviewed after six to eight weeks. */
  TEMPORARY,
  /** Its effect is checked after two to three months, then each semester. */
  STRUCTURAL
}
