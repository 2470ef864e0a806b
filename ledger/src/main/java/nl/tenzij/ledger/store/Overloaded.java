package nl.tenzij.ledger.store;

/** More waits to be written than can be, or somebody holds a partition: nothing was written. */
public final class Overloaded extends RuntimeException {

  public Overloaded(String what) {
    super(what, null, false, false);
  }
}
