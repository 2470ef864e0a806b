package nl.tenzij.ledger.web;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nl.tenzij.ledger.privacy.CitizenNumber;

/**
 * No text holds a citizen number. Of what people write, days, moments, spans of two years and
 * numbers to call with the country's code are not looked at: every eleventh of them would pass for
 * one together with a digit beside it. Numbers to call as they are written at home have ten digits.
 */
public final class NoCitizenNumber implements TextRule {

  private static final Pattern OTHER_NUMBERS =
      Pattern.compile(
          "(?<![0-9])(?:"
              + "(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]++)?"
              + "|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}"
              + "|(?:19|20)[0-9]{2}[-/](?:19|20)[0-9]{2}"
              + "|\\+31[ -]?(?:\\(0\\))?(?:[ -]?[0-9]){9}"
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
    String name = field.substring(field.lastIndexOf('.') + 1).replaceAll("\\[[0-9]+]", "");
    return !exceptions.contains(name) && isIn(text)
        ? Optional.of(
            new InputError(
                field,
                "citizen-number",
                "Without what looks like a citizen number (BSN): people have pseudonyms here."))
        : Optional.empty();
  }

  private static boolean isIn(String text) {
    return CitizenNumber.isIn(text)
        && CitizenNumber.isIn(OTHER_NUMBERS.matcher(text).replaceAll(BREAK));
  }
}
