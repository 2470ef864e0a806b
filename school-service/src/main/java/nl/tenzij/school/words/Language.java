package nl.tenzij.school.words;

import java.util.Locale;

/**
 * In which the product speaks for itself to everybody whom a school has to do with: the languages
 * in which guardians are written to. What a school writes stays as it wrote it.
 */
public enum Language {
  NL("nl"),
  EN("en"),
  TR("tr"),
  // Western digits, which Arabic readers meet on all other letters in the Netherlands.
  AR("ar-u-nu-latn"),
  PL("pl");

  private final Locale locale;

  Language(String locale) {
    this.locale = Locale.forLanguageTag(locale);
  }

  public Locale locale() {
    return locale;
  }

  /** BCP 47, such as {@code tr}. */
  public String tag() {
    return locale.getLanguage();
  }

  /** As HTML says it. */
  public String direction() {
    return this == AR ? "rtl" : "ltr";
  }
}
