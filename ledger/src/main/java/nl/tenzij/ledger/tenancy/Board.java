package nl.tenzij.ledger.tenancy;

/** The owner of data: nothing of one board is ever visible to another. */
public record Board(String id) {
  public Board {
    Ids.check("board", id);
  }

  @Override
  public String toString() {
    return id;
  }
}
