package nl.tenzij.school.roster;

/**
 * A column we read.
 *
 * @param required every line has a value in it
 */
record Column(String name, boolean required, Format format) {

  static final Format GUID = new Format.Guid();
  static final Format GUIDS = new Format.ListOf(GUID);
  static final Format TEXT = new Format.Text(500);
  static final Format WORDS = new Format.ListOf(TEXT);
  static final Format DAY = new Format.Day();
  static final Format FLAG = Format.OneOf.of("true", "false");

  static Column required(String name, Format format) {
    return new Column(name, true, format);
  }

  static Column optional(String name, Format format) {
    return new Column(name, false, format);
  }
}
