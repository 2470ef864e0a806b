package nl.tenzij.school.desk;

import java.util.List;

/** Whom to ask at a school, in order of matters. */
public record ContactDesk(List<Contact> contacts) {

  public static final ContactDesk NONE = new ContactDesk(List.of());
}
