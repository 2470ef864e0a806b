package nl.tenzij.ledger.tenancy;

/** The tenant, known by an id that is unique within its board. */
public record School(String id) {
  public School {
    Ids.check("school", id);
  }

  @Override
  public String toString() {
    return id;
  }
}
