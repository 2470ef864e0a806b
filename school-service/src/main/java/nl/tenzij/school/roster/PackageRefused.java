package nl.tenzij.school.roster;

/** A body that is no package, or one that can't be meant well. Nothing of it is kept. */
public final class PackageRefused extends RuntimeException {

  private final String code;
  private final boolean tooLarge;

  private PackageRefused(String code, String detail, boolean tooLarge) {
    super(detail, null, false, false);
    this.code = code;
    this.tooLarge = tooLarge;
  }

  static PackageRefused because(String code, String detail) {
    return new PackageRefused(code, detail, false);
  }

  static PackageRefused tooLarge() {
    return new PackageRefused("too-large", "the package is larger than is taken at once", true);
  }

  public String code() {
    return code;
  }

  public String detail() {
    return getMessage();
  }

  public boolean isTooLarge() {
    return tooLarge;
  }
}
