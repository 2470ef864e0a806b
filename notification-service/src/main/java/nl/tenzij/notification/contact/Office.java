package nl.tenzij.notification.contact;

/**
 * What a school calls itself, and whom it has people write to about a measure, asked for at the
 * moment of writing. Of a function, not of a person; each null where it is not known.
 *
 * @param school its name
 * @param contact the function's title, in the school's words
 */
public record Office(String school, String contact, String email, String phone) {}
