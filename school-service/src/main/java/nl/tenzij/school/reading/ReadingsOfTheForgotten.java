package nl.tenzij.school.reading;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Policy;

/** With a pupil goes who read the pupil's entry. */
@ApplicationScoped
public class ReadingsOfTheForgotten implements Policy {

  private static final String FORGET = "delete from pupil_reading where board = $1 and pupil = $2";

  @Override
  public String name() {
    return "readings-of-the-forgotten";
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(Forgot.class);
  }

  @Override
  public Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    Forgot forgot = (Forgot) recorded.event();
    return sql.preparedQuery(FORGET)
        .execute(Tuple.of(recorded.stream().board().id(), forgot.subject()))
        .replaceWithVoid();
  }
}
