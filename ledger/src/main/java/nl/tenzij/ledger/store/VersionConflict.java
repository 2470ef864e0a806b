package nl.tenzij.ledger.store;

/** The stream is not at the version that the writer expected. Nothing was appended. */
public final class VersionConflict extends RuntimeException {

  public VersionConflict(StreamId stream, int expected) {
    super(stream.category() + " is no longer at version " + expected, null, false, false);
  }
}
