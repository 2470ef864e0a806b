package nl.tenzij.notification.letter;

import java.util.Locale;
import nl.tenzij.notification.template.Language;

/** In which language somebody wants to read a letter beside Dutch. */
public enum LetterLanguage {
  NL,
  EN,
  TR,
  AR,
  PL;

  Language language() {
    return Language.of(name().toLowerCase(Locale.ROOT));
  }
}
