package nl.tenzij.school.evaluation;

/**
 * What an evaluation leads to: the policy stays as it is, or a new version is made; or one came in
 * its place before anything was concluded.
 */
public enum Conclusion {
  KEEP,
  REVISE,
  REPLACED
}
