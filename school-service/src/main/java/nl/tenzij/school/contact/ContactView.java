package nl.tenzij.school.contact;

/**
 * How to reach a guardian.
 *
 * @param email null where none is known
 * @param informed null where the guardian is tied to no pupil here
 */
public record ContactView(
    String guardian,
    String givenName,
    String familyName,
    String email,
    String language,
    Boolean informed) {}
