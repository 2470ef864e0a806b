package nl.tenzij.school.evaluation;

/** What an evaluation leads to: the policy stays as it is, or a new version is made. */
public enum Conclusion {
  KEEP,
  REVISE
}
