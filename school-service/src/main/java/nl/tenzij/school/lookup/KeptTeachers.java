package nl.tenzij.school.lookup;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import nl.tenzij.ledger.kept.Changes;
import nl.tenzij.ledger.kept.Kept;
import nl.tenzij.ledger.kept.Kept.Known;
import nl.tenzij.ledger.kept.OwnConnections;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.lookup.Lookups.Teacher;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who teaches a class's pupils, kept in memory while nobody's place changes at the school. */
@Singleton
class KeptTeachers {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  private record Asked(String inClass, LocalDate day) {}

  private final Changes<Instant> changes;
  private final Kept<List<Teacher>, Instant> kept;

  KeptTeachers(
      OwnConnections connections,
      Clock clock,
      @ConfigProperty(name = "tenzij.lookups.teachers-kept", defaultValue = "100000") long most) {
    this.changes = new Changes<>(connections, clock::instant);
    this.kept = new Kept<>(changes, List::size, most, LONGEST);
  }

  void begin(@Observes StartupEvent started) {
    changes.start();
  }

  void end(@Observes ShutdownEvent stopping) {
    changes.close();
  }

  Uni<List<Teacher>> teachers(
      Board board,
      School school,
      String inClass,
      LocalDate day,
      Supplier<Uni<List<Teacher>>> read) {
    return kept.get(board, school, new Asked(inClass, day), any -> true, read).map(Known::value);
  }
}
