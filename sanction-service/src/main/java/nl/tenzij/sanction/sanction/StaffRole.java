package nl.tenzij.sanction.sanction;

/** Who acts on sanctions, at the school where they act. */
public enum StaffRole {
  TEACHER,
  MENTOR,
  CARE_COORDINATOR,
  HEAD
}
