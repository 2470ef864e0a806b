package nl.tenzij.school.selfcheck;

/** What the tree at the end of S0 asks, in the order in which it stands there. */
public enum Question {
  POLICY_WITHIN_AGREEMENT,
  WANTS_POLICY,
  IN_SCHOOL_PLAN,
  HAS_RULES,
  IN_SCHOOL_RULES,
  WANTS_RULES,
  IN_LINE_ANYWAY
}
