package nl.tenzij.sanction.school;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Proposal;
import nl.tenzij.sanction.sanction.Sector;
import org.junit.jupiter.api.Test;

/** Our records read what school-service says it tells. */
class SchoolContractTest {

  private static final Path EXAMPLES = Path.of("../school-service/contract/examples");

  private final ObjectMapper json = Json.mapper();

  @Test
  void aSchool() {
    SchoolRegistered school = examples(SchoolRegistered.TYPE, SchoolRegistered.class).getFirst();
    assertThat(school.school()).isNotBlank();
    assertThat(school.sector()).isIn((Object[]) Sector.values());
    assertThat(school.timeZone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
  }

  @Test
  void aPupil() {
    assertThat(examples(PupilRegistered.TYPE, PupilRegistered.class))
        .isNotEmpty()
        .allSatisfy(pupil -> assertThat(pupil.pupil()).isNotBlank());
    assertThat(examples(PupilLeft.TYPE, PupilLeft.class))
        .isNotEmpty()
        .allSatisfy(pupil -> assertThat(pupil.pupil()).isNotBlank());
  }

  @Test
  void aPolicyWithItsLadder() {
    PolicyInForce policy = examples(PolicyInForce.TYPE, PolicyInForce.class).getFirst();
    assertThat(policy.version()).isPositive();
    assertThat(policy.topic()).isEqualTo("PHONES");
    assertThat(policy.from()).isAfter(Instant.EPOCH);
    var rules = policy.in(ZoneId.of("Europe/Amsterdam"));
    var ladder = rules.ladder().ladder();
    assertThat(ladder.propose(Breach.VIOLATION, 1).map(Proposal::measure))
        .contains(Measure.WARNING);
    assertThat(ladder.propose(Breach.VIOLATION, 2))
        .hasValueSatisfying(
            ban -> {
              assertThat(ban.measure()).isEqualTo(Measure.DEVICE_BAN);
              assertThat(ban.length()).isEqualTo(Optional.of(Period.ofMonths(1)));
              assertThat(ban.clause()).isNotBlank();
            });
    assertThat(ladder.propose(Breach.MISUSE, 1).map(Proposal::measure))
        .contains(Measure.INTERNAL_SUSPENSION);
  }

  private <T> List<T> examples(String type, Class<T> record) {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(type))
          .sorted()
          .map(file -> read(file, record))
          .toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private <T> T read(Path file, Class<T> record) {
    try {
      return json.readValue(file.toFile(), record);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " is not as we read it", unreadable);
    }
  }
}
