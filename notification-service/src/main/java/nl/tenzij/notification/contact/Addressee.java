package nl.tenzij.notification.contact;

import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.template.Language;
import nl.tenzij.notification.template.Names;

/**
 * Whether and where a guardian, or a pupil who is of age, can be written to, asked for at the
 * moment of sending.
 */
public sealed interface Addressee {

  /**
   * May be told. Never stored, never logged.
   *
   * @param email null where the roster holds none
   * @param familyName the guardian's; letters are addressed with it
   * @param language in which the guardian reads now, BCP 47; null where the roster holds none
   */
  record Known(String email, String language, String familyName, Names names) implements Addressee {

    /**
     * The language of what is read now; where the roster holds none, the one of when it was written
     * down.
     */
    public Language reads(Notice notice) {
      return Language.of(language == null ? notice.text().language() : language);
    }

    @Override
    public String toString() {
      return "Known[withheld]";
    }
  }

  /** Ask again later. */
  record Unknown(Reason reason) implements Addressee {}

  /** There is no way to write to this guardian. */
  record Unreachable(Reason reason) implements Addressee {}

  /** This guardian may not be told. */
  record Barred(Reason reason) implements Addressee {}
}
