package nl.tenzij.school.search;

/** Why somebody looks for people. A word, since what is typed there would say something of them. */
public enum Reason {
  INCIDENT,
  EXEMPTION,
  CARE,
  CONTACT,
  ADMINISTRATION
}
