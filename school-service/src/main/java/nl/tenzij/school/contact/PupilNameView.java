package nl.tenzij.school.contact;

/** What a pupil is called. */
public record PupilNameView(String pupil, String givenName) {}
