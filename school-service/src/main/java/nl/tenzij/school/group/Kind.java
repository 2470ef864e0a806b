package nl.tenzij.school.group;

/** A class that stays together, with a mentor, or one that meets for a subject. */
public enum Kind {
  HOMEROOM,
  SCHEDULED
}
