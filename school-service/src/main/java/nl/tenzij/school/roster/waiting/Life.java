package nl.tenzij.school.roster.waiting;

/** How far a roster that stopped to ask is. */
public enum Life {
  NONE,
  WAITING,
  SETTLED
}
