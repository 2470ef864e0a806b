package nl.tenzij.exception.exemption;

/** Who had a say in a talk or a review. */
public enum Heard {
  PUPIL,
  GUARDIANS,
  MENTOR,
  CARE_COORDINATOR,
  TEACHERS
}
