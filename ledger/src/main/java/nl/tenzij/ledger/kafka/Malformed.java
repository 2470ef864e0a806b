package nl.tenzij.ledger.kafka;

/** A message is not what was agreed: no CloudEvent, or not with JSON in it. */
final class Malformed extends RuntimeException {

  private final String code;

  /**
   * @param code names the rule that it breaks
   */
  Malformed(String code) {
    super("a message is malformed: " + code, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }
}
