package nl.tenzij.exception.starttalk;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import nl.tenzij.exception.starttalk.StartTalkEvent.StartTalkHeld;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;

/** Keeps the day of each pupil's last start talk. That of a forgotten pupil goes. */
@ApplicationScoped
public class StartTalksKept implements Projection {

  public static final String NAME = "start-talks";

  private static final String HELD =
      """
      insert into start_talk as known (board, school, pupil, held_on)
      select $1, $2, $3, $4 where not is_forgotten($1, $3)
      on conflict (board, school, pupil) do update
      set held_on = greatest(known.held_on, excluded.held_on)
      """;

  private static final String FORGOT =
      "delete from start_talk where (board, pupil) in (table forgotten)";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("start_talk");
  }

  @Override
  public List<String> removals() {
    return List.of(FORGOT);
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(StartTalkHeld.class, Forgot.class);
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(
        events,
        recorded ->
            recorded.event() instanceof Forgot
                ? remove(List.of(recorded), sql)
                : held(recorded, (StartTalkHeld) recorded.event(), sql));
  }

  private static Uni<Void> held(Recorded<?> recorded, StartTalkHeld held, SqlConnection sql) {
    return sql.preparedQuery(HELD)
        .execute(
            Tuple.of(
                recorded.stream().board().id(),
                recorded.stream().school().id(),
                held.pupil(),
                held.on()))
        .replaceWithVoid();
  }
}
