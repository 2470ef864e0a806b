package nl.tenzij.school.roster;

/** A file that can't be taken as a set: no line of it counts. */
final class FileRefused extends RuntimeException {

  private final transient Finding finding;

  FileRefused(Finding finding) {
    super(finding.code(), null, false, false);
    this.finding = finding;
  }

  Finding finding() {
    return finding;
  }
}
