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
}
