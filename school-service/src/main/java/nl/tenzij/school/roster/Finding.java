package nl.tenzij.school.roster;

/**
 * Something in a package that the sender should know. Says where and what would be right; never
 * repeats a value, since values are about people.
 *
 * @param line 1 is the header; 0 where it is about the file as a whole
 * @param column empty where it is about the line as a whole
 * @param code stable and machine-readable
 */
public record Finding(
    Weight weight, String file, long line, String column, String code, String detail) {

  /** How much it matters. */
  public enum Weight {
    /** The line, or with line 0 or 1 the file, was not taken. */
    REFUSAL,
    /**
     * It was taken, as it was understood or without what can't be read; the export could be better.
     */
    REMARK
  }

  static Finding refusal(RosterFile file, long line, String column, String code, String detail) {
    return new Finding(Weight.REFUSAL, file.fileName(), line, column, code, detail);
  }

  static Finding remark(String file, long line, String column, String code, String detail) {
    return new Finding(Weight.REMARK, file, line, column, code, detail);
  }

  boolean isRefusal() {
    return weight == Weight.REFUSAL;
  }
}
