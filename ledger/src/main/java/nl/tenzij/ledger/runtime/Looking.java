package nl.tenzij.ledger.runtime;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import nl.tenzij.ledger.store.Meta;
import org.jboss.logging.Logger;

/**
 * Goes through what a look found to be due. Each instance does so on its own: whatever is found is
 * decided on by its own stream, which says nothing twice, so that two that look at once, and one
 * that dies on the way, do no harm; and so that many are decided on at once, which are then written
 * together. What fails does not keep the rest waiting and is found again.
 */
@ApplicationScoped
public class Looking {

  /** How many are taken at a time; the others are found by the next look. */
  public static final int AT_ONCE = 500;

  /** How many are decided on at a time; each is a stream of its own. */
  private static final int TOGETHER = 16;

  private static final Logger LOG = Logger.getLogger(Looking.class);

  public static Meta meta(String worker) {
    UUID command = UUID.randomUUID();
    return new Meta(worker, "policy", command, null, command, null);
  }

  /**
   * Each row is of a stream of its own.
   *
   * @param what is looked for, as a log can name it
   */
  public Uni<Void> through(String what, Uni<RowSet<Row>> due, Function<Row, Uni<?>> deed) {
    return through(what, TOGETHER, due, deed);
  }

  /** One after the other, where rows can be of one stream and their order matters. */
  public Uni<Void> inOrder(String what, Uni<RowSet<Row>> due, Function<Row, Uni<?>> deed) {
    return through(what, 1, due, deed);
  }

  private static Uni<Void> through(
      String what, int together, Uni<RowSet<Row>> due, Function<Row, Uni<?>> deed) {
    return due.chain(
            rows ->
                Multi.createFrom()
                    .iterable(rows)
                    .onItem()
                    .transformToUni(row -> each(what, deed.apply(row)))
                    .merge(together)
                    .collect()
                    .last())
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf("%s can't be looked at now: %s", what, failure.getClass().getName()))
        .onFailure()
        .recoverWithNull();
  }

  private static Uni<Void> each(String what, Uni<?> deed) {
    return deed.replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warnf("one of %s is left: %s", what, failure.getClass().getName()))
        .onFailure()
        .recoverWithNull();
  }
}
