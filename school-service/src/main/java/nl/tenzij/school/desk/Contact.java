package nl.tenzij.school.desk;

/**
 * Whom to ask about a matter.
 *
 * @param title of the function, in the school's words
 * @param staff the roster's id of who has it now, null where it is shared
 * @param email of the function, not of a person; null where it has none
 * @param phone of the function; null where it has none
 */
public record Contact(Matter matter, String title, String staff, String email, String phone) {}
