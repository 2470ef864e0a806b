package nl.tenzij.ledger.web;

import java.util.Optional;

/**
 * What a service takes in no text of a JSON body, whatever the field is for. A service switches one
 * on by a bean.
 */
public interface TextRule {

  /** Whether the rule holds for bodies of a kind. */
  default boolean isFor(Class<?> body) {
    return true;
  }

  /**
   * What is wrong with a text, if anything is; it never repeats the text.
   *
   * @param field as a client reads it: {@code items[0].name}
   */
  Optional<InputError> refusal(String field, String text);
}
