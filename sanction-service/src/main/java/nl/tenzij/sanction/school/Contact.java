package nl.tenzij.sanction.school;

import java.util.Optional;

/**
 * Whom to ask.
 *
 * @param title of the function, in the school's words
 * @param staff who has it; empty where it is shared
 */
public record Contact(Optional<String> title, Optional<String> staff) {

  public static Contact person(String staff) {
    return new Contact(Optional.empty(), Optional.of(staff));
  }

  /** The function alone, where somebody has it who left. */
  public Contact without(String gone) {
    return new Contact(title, staff.filter(who -> !who.equals(gone)));
  }
}
