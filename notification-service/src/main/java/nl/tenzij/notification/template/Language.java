package nl.tenzij.notification.template;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Locale;

/** The languages in which every message exists (S3 §2A). */
public enum Language {
  DUTCH("nl", "nl-NL"),
  // British: day before month, as on everything else that a Dutch school writes.
  ENGLISH("en", "en-GB"),
  TURKISH("tr", "tr-TR"),
  // Western digits, which Arabic readers meet on all other letters in the Netherlands.
  ARABIC("ar", "ar-u-nu-latn"),
  POLISH("pl", "pl-PL");

  private static final char FIRST_STRONG_ISOLATE = '\u2068';
  private static final char POP_ISOLATE = '\u2069';

  private final String tag;
  private final DateTimeFormatter dates;

  Language(String tag, String locale) {
    this.tag = tag;
    this.dates =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(Locale.forLanguageTag(locale));
  }

  /** The language with this tag ("tr", "tr-TR"), and Dutch for what is not spoken here. */
  public static Language of(String tag) {
    String primary = tag == null ? "" : Locale.forLanguageTag(tag).getLanguage();
    return Arrays.stream(values())
        .filter(language -> language.tag.equals(primary))
        .findFirst()
        .orElse(DUTCH);
  }

  /** BCP 47, such as {@code tr}. */
  public String tag() {
    return tag;
  }

  public boolean isRightToLeft() {
    return this == ARABIC;
  }

  /** As HTML says it. */
  public String direction() {
    return isRightToLeft() ? "rtl" : "ltr";
  }

  /** As readers of the language write it. */
  public String date(LocalDate day) {
    return foreign(dates.format(day));
  }

  /**
   * Keeps a name or date that may run in the other direction from tearing the sentence around it.
   */
  String foreign(String value) {
    return isRightToLeft() ? FIRST_STRONG_ISOLATE + value + POP_ISOLATE : value;
  }
}
