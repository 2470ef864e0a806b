package nl.tenzij.exception.exemption;

/** What a file of evidence is (S3 §2B). */
public enum EvidenceKind {
  /** From a doctor, a psychologist or a counsellor. */
  REFERRAL,
  /** A fragment of the support plan (OPP). */
  SUPPORT_PLAN,
  /** A fragment of a treatment plan. */
  TREATMENT_PLAN,
  /** Of dyslexia, ADHD, autism, a chronic condition. */
  STATEMENT,
  /** By the support team itself. */
  OBSERVATION
}
