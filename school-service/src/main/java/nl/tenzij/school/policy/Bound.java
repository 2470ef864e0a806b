package nl.tenzij.school.policy;

/** Whom a policy binds, and who is told of it before it does. */
public enum Bound {
  PUPILS,
  GUARDIANS,
  STAFF
}
