package nl.tenzij.ledger.store;

/** A folded stream. Version 0: nothing ever happened there. */
public record Loaded<S>(S state, int version) {

  public boolean exists() {
    return version > 0;
  }
}
