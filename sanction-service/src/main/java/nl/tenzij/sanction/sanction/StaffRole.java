package nl.tenzij.sanction.sanction;

/** Who acts on sanctions, at the school where they act; who decides on more comes later. */
public enum StaffRole {
  TEACHER,
  MENTOR,
  CARE_COORDINATOR,
  HEAD
}
