package nl.tenzij.sanction.school;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
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
import nl.tenzij.sanction.sanction.StaffRole;
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

  @Test
  void aPupilInClasses() {
    PupilRegistered sam =
        examples(PupilRegistered.TYPE, PupilRegistered.class).stream()
            .filter(pupil -> pupil.pupil().equals("p-sam"))
            .findFirst()
            .orElseThrow();
    assertThat(sam.inClasses().ids()).containsExactly("k-3hv1");
    assertThat(sam.inClasses().begins()).containsExactly(LocalDate.of(2026, 8, 31));
    assertThat(sam.ownBegins()).containsExactly(false);
    assertThat(sam.mentor()).contains("st-tim");
  }

  @Test
  void aPupilWhoCameLater() {
    PupilRegistered dan =
        examples(PupilRegistered.TYPE, PupilRegistered.class).stream()
            .filter(pupil -> pupil.pupil().equals("p-dan"))
            .findFirst()
            .orElseThrow();
    assertThat(dan.inClasses().begins()).containsExactly(LocalDate.of(2026, 11, 23));
    assertThat(dan.ownBegins()).containsExactly(true);
  }

  @Test
  void aPupilToldBeforeDaysWereKept() {
    PupilRegistered noa =
        examples(PupilRegistered.TYPE, PupilRegistered.class).stream()
            .filter(pupil -> pupil.enrolments().isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(noa.inClasses().ids()).isEmpty();
    assertThat(noa.mentor()).isEmpty();
  }

  @Test
  void aClassWithWhoTeachesIt() {
    List<ClassRegistered> told = examples(ClassRegistered.TYPE, ClassRegistered.class);
    assertThat(told).extracting(ClassRegistered::id).containsOnly("k-3hv1");
    assertThat(told)
        .extracting(group -> List.of(group.staff().ids()))
        .containsExactlyInAnyOrder(List.of("st-tim"), List.of("st-tim", "st-eva"));
    assertThat(examples(ClassEnded.TYPE, ClassEnded.class).getFirst().id()).isEqualTo("k-3hv1");
  }

  @Test
  void whoIsStaff() {
    for (String type : List.of(StaffMember.REGISTERED, StaffMember.LEFT)) {
      assertThat(examples(type, StaffMember.class).getFirst().staff()).isEqualTo("st-tim");
    }
  }

  @Test
  void whoIsForgotten() {
    assertThat(examples(PersonForgotten.TYPE, PersonForgotten.class))
        .isNotEmpty()
        .allSatisfy(forgotten -> assertThat(forgotten.person()).isNotBlank());
  }

  @Test
  void whomToAsk() {
    ContactDeskSet desk = examples(ContactDeskSet.TYPE, ContactDeskSet.class).getFirst();
    assertThat(desk.contacts())
        .extracting(ContactDeskSet.Desk::matter)
        .allSatisfy(matter -> assertThat(SchoolBook.Matter.valueOf(matter)).isNotNull());
    assertThat(desk.contacts().getFirst().staff()).contains("st-cora");
    assertThat(desk.contacts().getLast().staff()).isEmpty();
  }

  @Test
  void whoDecidesOnAStep() {
    PolicyInForce policy =
        examples(PolicyInForce.TYPE, PolicyInForce.class).stream()
            .filter(one -> one.ladder().steps().getFirst().by().isPresent())
            .findFirst()
            .orElseThrow();
    var ladder = policy.in(ZoneId.of("Europe/Amsterdam")).ladder().ladder();
    assertThat(ladder.propose(Breach.MISUSE, 1).flatMap(Proposal::by)).contains(StaffRole.HEAD);
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
