package nl.tenzij.notification.school;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.School;

/**
 * The pupils of whom the caller is a parent by the roster, with custody or without, and also where
 * the caller may not be told of them: who works at the school is for these a parent and no more.
 */
@RequestScoped
public class OwnChildren {

  private static final String CHILDREN =
      """
      select pupil from pupil
      where board = $1 and school = $2 and $3 = any(parents)
      """;

  private Caller caller;
  private Pool pool;

  protected OwnChildren() {}

  @Inject
  public OwnChildren(Caller caller, Pool pool) {
    this.caller = caller;
    this.pool = pool;
  }

  public Uni<Set<String>> at(School school) {
    Optional<String> person = caller.person();
    return person.isEmpty()
        ? Uni.createFrom().item(Set.of())
        : pool.preparedQuery(CHILDREN)
            .execute(Tuple.of(caller.board().id(), school.id(), person.get()))
            .map(
                rows -> {
                  Set<String> children = new HashSet<>();
                  rows.forEach(row -> children.add(row.getString("pupil")));
                  return children;
                });
  }
}
