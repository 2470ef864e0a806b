package nl.tenzij.exception.exemption;

/** Why an exemption is looked at again. */
public enum ReviewKind {
  /** Of what was granted after an incident or a crisis: 6 to 8 weeks (S3 §5A). */
  TEMPORARY,
  /** Whether it works: 2 to 3 months (S3 §4A). */
  EFFECT,
  /** Each semester (S3 §3C). */
  SEMESTER,
  /** The yearly talk with guardians and pupil (S3 §1.1). */
  YEARLY,
  /** On moving to a new class (S3 §2C). */
  NEW_CLASS,
  /** After a suspension, into its causes (S3 §5C). */
  REASSESSMENT
}
