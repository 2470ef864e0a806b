package nl.tenzij.notification.school;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.tenancy.BoardSchools;

/** A school is known by its people, from school-service's events. */
@Dependent
class KnownSchools {

  @Produces
  @Singleton
  BoardSchools schools(Pool pool) {
    return BoardSchools.by(
        pool,
        """
        select exists (select from pupil where board = $1 and school = $2)
            or exists (select from class_taught where board = $1 and school = $2)
            or exists (select from school_hours where board = $1 and school = $2)""");
  }
}
