package nl.tenzij.school.reading;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Why somebody reads a pupil's entry. A word, since what is typed there would say something of the
 * pupil.
 */
public enum Reason {
  INCIDENT,
  EXEMPTION,
  CARE,
  CONTACT,
  ADMINISTRATION,
  /** The pupil, or a guardian, reads the own file: nobody else can say so. */
  OWN_FILE;

  /** Those that whoever works at the school can say. */
  public static final Set<Reason> OF_STAFF =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(OWN_FILE)));
}
