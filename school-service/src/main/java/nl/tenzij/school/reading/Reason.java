package nl.tenzij.school.reading;

/**
 * Why somebody reads a pupil's entry. A word, since what is typed there would say something of the
 * pupil.
 */
public enum Reason {
  INCIDENT,
  EXEMPTION,
  CARE,
  CONTACT,
  ADMINISTRATION
}
