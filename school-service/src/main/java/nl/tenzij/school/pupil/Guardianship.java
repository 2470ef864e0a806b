package nl.tenzij.school.pupil;

import java.util.List;
import nl.tenzij.school.pupil.PupilCommand.Restrictions;

/**
 * A guardian's tie to one pupil.
 *
 * @param language of the guardian, a two-letter code; here because whoever tells a guardian of a
 *     pupil needs it at once
 * @param uninformed whether the roster says that the guardian is not told of the pupil unasked;
 *     that holds whatever becomes of custody and contact
 * @param custody whether the guardian has parental authority
 * @param contact false where the guardian may not be told of the pupil, asked or unasked
 */
public record Guardianship(
    String guardian, String language, boolean uninformed, boolean custody, boolean contact) {

  /** With custody, and nothing barred. */
  public Guardianship(String guardian, String language) {
    this(guardian, language, false, true, true);
  }

  /**
   * Whether the guardian is told of the pupil unasked; without custody a parent gets information on
   * request only (BW 1:377c), and where contact is barred nobody is told.
   */
  public boolean informed() {
    return !uninformed && custody && contact;
  }

  /**
   * As guardianships hold: over who is of age nobody has parental authority (BW 1:245), and nobody
   * is told of them but they themselves. Who the parents are stays known.
   */
  public static List<Guardianship> holding(List<Guardianship> all, boolean ofAge) {
    return ofAge ? all.stream().map(Guardianship::ended).toList() : all;
  }

  private Guardianship ended() {
    return new Guardianship(guardian, language, uninformed, false, false);
  }

  boolean isRestricted() {
    return uninformed || !custody || !contact;
  }

  /** As the roster restricts it; what it does not speak of stays as it was. */
  Guardianship by(Restrictions said) {
    return new Guardianship(
        guardian,
        language,
        said.withholdsFrom(guardian).orElse(uninformed),
        said.givesCustody(guardian).orElse(custody),
        said.allowsContact(guardian).orElse(contact));
  }

  /** As the roster restricts it besides; what restricted it before still does. */
  Guardianship furtherBy(Restrictions said) {
    return new Guardianship(
        guardian,
        language,
        said.withholdsFrom(guardian).orElse(false) || uninformed,
        said.givesCustody(guardian).orElse(true) && custody,
        said.allowsContact(guardian).orElse(true) && contact);
  }

  Guardianship speaking(String other) {
    return new Guardianship(guardian, other, uninformed, custody, contact);
  }
}
