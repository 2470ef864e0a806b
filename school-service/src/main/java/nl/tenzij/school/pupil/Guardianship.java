package nl.tenzij.school.pupil;

/**
 * A guardian's tie to one pupil.
 *
 * @param language of the guardian, a two-letter code; here because whoever tells a guardian of a
 *     pupil needs it at once
 * @param informed whether the guardian is told of the pupil unasked; without custody a parent gets
 *     information on request only (BW 1:377c), and where contact is barred nobody is told
 * @param custody whether the guardian has parental authority
 * @param contact false where the guardian may not be told of the pupil, asked or unasked
 */
public record Guardianship(
    String guardian, String language, boolean informed, boolean custody, boolean contact) {

  /** With custody, and nothing barred. */
  public Guardianship(String guardian, String language, boolean informed) {
    this(guardian, language, informed, true, true);
  }

  boolean isRestricted() {
    return !informed || !custody || !contact;
  }

  /** Not told unasked for that alone, whatever holds of custody and contact. */
  boolean isUninformed() {
    return !informed && custody && contact;
  }

  Guardianship speaking(String other) {
    return new Guardianship(guardian, other, informed, custody, contact);
  }
}
