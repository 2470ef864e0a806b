package nl.tenzij.school.words;

/** In which the product speaks of what is for those who run a school. */
public enum StaffLanguage {
  NL(Language.NL),
  EN(Language.EN);

  private final Language language;

  StaffLanguage(Language language) {
    this.language = language;
  }

  public Language language() {
    return language;
  }
}
