package nl.tenzij.sanction.incident;

import static nl.tenzij.sanction.incident.Breach.MISUSE;
import static nl.tenzij.sanction.incident.Breach.VIOLATION;

/** What was observed. The list of misuse is that of S2. */
public enum Category {
  NON_EDUCATIONAL_USE(VIOLATION),
  DEVICE_NOT_HANDED_IN(VIOLATION),
  DEVICE_ON_PERSON(VIOLATION),
  BROUGHT_DESPITE_BAN(VIOLATION),
  PHOTO_OR_VIDEO(MISUSE),
  PUBLISHED_IMAGES(MISUSE),
  RECORDED_CONVERSATION(MISUSE),
  UNWANTED_MESSAGES(MISUSE),
  UNWANTED_CALLS(MISUSE),
  THREAT(MISUSE),
  CYBERBULLYING(MISUSE),
  DISCRIMINATION(MISUSE),
  OTHER_MISUSE(MISUSE);

  private final Breach breach;

  Category(Breach breach) {
    this.breach = breach;
  }

  public Breach breach() {
    return breach;
  }
}
