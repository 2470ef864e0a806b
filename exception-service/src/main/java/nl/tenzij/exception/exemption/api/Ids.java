package nl.tenzij.exception.exemption.api;

/** What a roster's id looks like. */
final class Ids {

  static final String ID = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}";

  private Ids() {}
}
