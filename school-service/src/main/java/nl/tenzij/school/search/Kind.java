package nl.tenzij.school.search;

/** Who can be looked for. */
public enum Kind {
  PUPIL,
  GUARDIAN,
  STAFF
}
