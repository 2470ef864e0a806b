package nl.tenzij.sanction.sanction;

/** Primary and secondary education: the same bound on a suspension, in two statutes. */
public enum Sector {
  PO("WPO art. 40c"),
  VO("WVO 2020 art. 8.14");

  private final String suspensionArticle;

  Sector(String suspensionArticle) {
    this.suspensionArticle = suspensionArticle;
  }

  /** Where the law bounds a suspension. */
  public String suspensionArticle() {
    return suspensionArticle;
  }
}
