package nl.tenzij.ledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AheadTest {

  private static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");

  @TempDir Path folder;

  @Test
  void a_clock_without_a_file_is_the_machines() {
    assertThat(new Ahead(Optional.empty()).get()).isZero();
    assertThat(new Time().clock(new Ahead(Optional.empty()))).isEqualTo(Clock.systemUTC());
  }

  @Test
  void goes_by_the_file_as_soon_as_it_was_replaced() throws IOException {
    Path file = folder.resolve("clock");
    Ahead ahead = new Ahead(Optional.of(file));
    Clock clock = new MovedClock(Clock.fixed(NOW, ZoneOffset.UTC), ahead);

    assertThat(clock.instant()).isEqualTo(NOW);
    for (int minutes = 1; minutes < 60; minutes++) {
      replace(file, "PT%dM".formatted(minutes));
      assertThat(clock.instant()).isEqualTo(NOW.plus(Duration.ofMinutes(minutes)));
    }
    replace(file, "-PT1H");
    assertThat(clock.withZone(ZoneId.of("Europe/Amsterdam")).instant())
        .isEqualTo(NOW.minus(Duration.ofHours(1)));
  }

  @Test
  void says_which_file_holds_no_duration() throws IOException {
    Path file = folder.resolve("clock");
    replace(file, "tomorrow");

    assertThatThrownBy(new Ahead(Optional.of(file))::get)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file.toString());
  }

  private void replace(Path file, String ahead) throws IOException {
    Path aside = Files.writeString(folder.resolve("aside"), ahead + "\n");
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
