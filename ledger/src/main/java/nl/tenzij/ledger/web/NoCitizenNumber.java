package nl.tenzij.ledger.web;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nl.tenzij.ledger.privacy.CitizenNumber;

/**
 * No text holds a citizen number as people write one. What are fractions of a second, and numbers
 * to call with a country's code, is not looked at: every eleventh of them would pass for one.
 */
public final class NoCitizenNumber implements TextRule {

  // Behind our country's code there are nine digits. Numbers behind the one that begins with 1 are
  // looked at: what begins with 001 may be anything.
  private static final Pattern OTHER_NUMBERS =
      Pattern.compile(
          "(?<=T[0-9]{2}:[0-9]{2}:[0-9]{2})[.,][0-9]++"
              + "|(?:\\+|(?<![0-9])00)(?:"
              + "31[ -]?(?:\\(0\\))?(?:[ -]?[0-9]){9}"
              + "|(?!31)[2-9][0-9]{0,2}[ -]?(?:\\(0\\))?(?:[ -]?[0-9]){4,12}"
              + ")(?![0-9])");

  /** Breaks what stands before it from what comes after. */
  private static final String BREAK = ";";

  private final Set<String> exceptions;
  private final Set<Class<?>> left;

  private NoCitizenNumber(Set<String> exceptions, Set<Class<?>> left) {
    this.exceptions = exceptions;
    this.left = left;
  }

  /**
   * @param exceptions names of fields that hold other numbers, at whatever depth
   */
  public static NoCitizenNumber but(String... exceptions) {
    return new NoCitizenNumber(Set.of(exceptions), Set.of());
  }

  /**
   * @param bodies that are looked at elsewhere
   */
  public NoCitizenNumber leaving(Class<?>... bodies) {
    return new NoCitizenNumber(exceptions, Set.of(bodies));
  }

  @Override
  public boolean isFor(Class<?> body) {
    return !left.contains(body);
  }

  @Override
  public Optional<InputError> refusal(String field, String text) {
    return isIn(text) && !exceptions.contains(name(field))
        ? Optional.of(
            new InputError(
                field,
                "citizen-number",
                "Without what looks like a citizen number (BSN): people have pseudonyms here."))
        : Optional.empty();
  }

  /** Of the innermost field, without its place in a list. */
  private static String name(String field) {
    return field.substring(field.lastIndexOf('.') + 1).replaceAll("\\[[0-9]+]", "");
  }

  private static boolean isIn(String text) {
    return CitizenNumber.isWrittenIn(text)
        && CitizenNumber.isWrittenIn(OTHER_NUMBERS.matcher(text).replaceAll(BREAK));
  }
}
