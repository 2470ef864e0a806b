package nl.tenzij.school.policy;

/** A section of the participation council. Only secondary schools have one of pupils. */
public enum Section {
  STAFF,
  PARENTS,
  PUPILS
}
