package nl.tenzij.school.evaluation;

/** What somebody thinks of a statement. */
public enum Answer {
  AGREE,
  NEUTRAL,
  DISAGREE
}
