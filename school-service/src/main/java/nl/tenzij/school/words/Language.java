package nl.tenzij.school.words;

import java.util.Locale;

/** In which the product speaks for itself; what a school writes stays as it wrote it. */
public enum Language {
  NL,
  EN;

  public Locale locale() {
    return Locale.of(name().toLowerCase(Locale.ROOT));
  }
}
