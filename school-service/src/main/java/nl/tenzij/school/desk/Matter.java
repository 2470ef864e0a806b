package nl.tenzij.school.desk;

/** What somebody may want to ask about. */
public enum Matter {
  POLICY,
  EXEMPTIONS,
  SANCTIONS,
  ROSTER,
  OTHER
}
