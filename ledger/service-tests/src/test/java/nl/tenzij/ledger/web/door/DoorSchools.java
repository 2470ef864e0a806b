package nl.tenzij.ledger.web.door;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.tenancy.BoardSchools;

/** A school with a door is one. */
@Dependent
class DoorSchools {

  @Produces
  @Singleton
  BoardSchools schools(Pool pool) {
    return BoardSchools.by(
        pool, "select exists (select from door_list where board = $1 and school = $2)");
  }
}
