package nl.tenzij.exception.signal;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionAdjusted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.Grant;
import nl.tenzij.exception.exemption.Scope;
import nl.tenzij.exception.exemption.Window;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;

/**
 * Keeps what those who teach see of exemptions. Nothing that is sealed comes into it, and nothing
 * of a pupil who is forgotten stays.
 */
@ApplicationScoped
public class ExemptionSignals implements Projection {

  public static final String NAME = "exemption-signals";

  private static final String GRANTED =
      """
      insert into exemption_signal
        (exemption, board, school, pupil, in_force, moments, subjects, places, devices, windows,
         agreed, contact, since)
      select $1, $2, $3, $4, true, $5, $6, $7, $8, $9, $10, $11, $12
      where not is_forgotten($2, $4)
      on conflict (exemption) do update
      set in_force = true, moments = excluded.moments, subjects = excluded.subjects,
        places = excluded.places, devices = excluded.devices, windows = excluded.windows,
        agreed = excluded.agreed, contact = excluded.contact, since = excluded.since
      """;

  private static final String TURNED =
      "update exemption_signal set in_force = $2 where exemption = $1";

  private static final String ENDED = "delete from exemption_signal where exemption = $1";

  private static final String FORGOT =
      "delete from exemption_signal where (board, pupil) in (table forgotten)";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("exemption_signal");
  }

  @Override
  public List<String> removals() {
    return List.of(FORGOT);
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(
        ExemptionGranted.class,
        ExemptionAdjusted.class,
        ExemptionSuspended.class,
        ExemptionResumed.class,
        ExemptionEnded.class,
        Forgot.class);
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(
        events,
        recorded ->
            recorded.event() instanceof Forgot
                ? remove(List.of(recorded), sql)
                : handle(recorded, sql));
  }

  private static Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    return switch (recorded.event()) {
      case ExemptionGranted granted -> granted(recorded, granted.pupil(), granted.grant(), sql);
      case ExemptionAdjusted adjusted -> granted(recorded, adjusted.pupil(), adjusted.grant(), sql);
      case ExemptionSuspended _ -> turned(recorded, false, sql);
      case ExemptionResumed _ -> turned(recorded, true, sql);
      case ExemptionEnded _ ->
          sql.preparedQuery(ENDED).execute(Tuple.of(recorded.stream().id())).replaceWithVoid();
      default -> throw new IllegalArgumentException("not asked for");
    };
  }

  private static Uni<Void> granted(
      Recorded<?> recorded, String pupil, Grant grant, SqlConnection sql) {
    Scope scope = grant.scope();
    Tuple row =
        Tuple.tuple()
            .addUUID(recorded.stream().id())
            .addString(recorded.stream().board().id())
            .addString(recorded.stream().school().id())
            .addString(pupil)
            .addArrayOfString(names(scope.moments()))
            .addArrayOfString(scope.subjects().toArray(String[]::new))
            .addArrayOfString(names(scope.places()))
            .addArrayOfString(names(scope.devices()))
            .addValue(windows(scope.windows()))
            .addArrayOfString(names(grant.agreed()))
            .addString(grant.contact())
            .addLocalDate(grant.from());
    return sql.preparedQuery(GRANTED).execute(row).replaceWithVoid();
  }

  private static JsonArray windows(List<Window> windows) {
    JsonArray all = new JsonArray();
    windows.forEach(
        each ->
            all.add(
                new JsonObject()
                    .put("from", each.from().toString())
                    .put("until", each.until().toString())));
    return all;
  }

  private static String[] names(List<? extends Enum<?>> values) {
    return values.stream().map(Enum::name).toArray(String[]::new);
  }

  private static Uni<Void> turned(Recorded<?> recorded, boolean inForce, SqlConnection sql) {
    return sql.preparedQuery(TURNED)
        .execute(Tuple.of(recorded.stream().id(), inForce))
        .replaceWithVoid();
  }
}
