package nl.tenzij.sanction.school;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.tenancy.BoardSchools;

/** Schools are known from school-service's events. */
@Dependent
class KnownSchools {

  @Produces
  @Singleton
  BoardSchools schools(Pool pool) {
    return BoardSchools.by(
        pool, "select exists (select from school_known where board = $1 and school = $2)");
  }
}
