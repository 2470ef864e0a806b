package nl.tenzij.school.roster;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.ToLongFunction;
import nl.tenzij.school.roster.RosterImportList.Standing;

/** How many schools' rosters stand still until somebody does something. */
@Singleton
public class RosterGauges {

  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);

  private final MeterRegistry registry;
  private final RosterImportList imports;
  // Null while nobody can count.
  private volatile Standing standing;
  private Cancellable counting = () -> {};

  public RosterGauges(MeterRegistry registry, RosterImportList imports) {
    this.registry = registry;
    this.imports = imports;
  }

  void begin(@Observes StartupEvent started) {
    gauge("tenzij.roster.waiting", "whose last roster waits for a confirmation", Standing::waiting);
    gauge("tenzij.roster.failed", "whose last roster failed", Standing::failed);
    counting =
        Multi.createFrom()
            .ticks()
            .every(BETWEEN_COUNTS)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> count())
            .subscribe()
            .with(done -> {});
  }

  private void gauge(String name, String whose, ToLongFunction<Standing> value) {
    Gauge.builder(name, () -> read(value))
        .description("Schools " + whose)
        .baseUnit("schools")
        .register(registry);
  }

  private double read(ToLongFunction<Standing> value) {
    Standing now = standing;
    return now == null ? Double.NaN : value.applyAsLong(now);
  }

  private Uni<Void> count() {
    return imports
        .standing()
        .invoke(found -> standing = found)
        .onFailure()
        .invoke(() -> standing = null)
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  void end(@Observes ShutdownEvent stopping) {
    counting.cancel();
  }
}
