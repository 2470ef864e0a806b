package nl.tenzij.sanction.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.verdict.Exemption.Start;
import nl.tenzij.sanction.verdict.Exemption.Term;

/** An exemption that is changed now and then: at each moment it is as it was last said before. */
class ExemptionVersionsTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
  private static final Instant FIRST = Instant.parse("2026-10-20T06:00:00Z");
  private static final int TEN_DAYS = 10 * 24 * 60;
  private static final Question ASKED =
      new Question(
          Device.SMARTPHONE, Place.CLASSROOM, Optional.of(Moment.LESSON), Optional.empty());

  /** When each was said; each is from that day on, as a review has it. */
  @Provide
  Arbitrary<List<Instant>> changes() {
    return moments()
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .uniqueElements()
        .map(ExemptionVersionsTest::sorted);
  }

  @Provide
  Arbitrary<Instant> moments() {
    return Arbitraries.integers()
        .between(0, TEN_DAYS)
        .map(minutes -> FIRST.plusSeconds(60L * minutes));
  }

  private static List<Instant> sorted(List<Instant> moments) {
    return moments.stream().sorted().toList();
  }

  @Property
  void whatWasSaidLastBeforeAMomentCountsForIt(
      @ForAll("changes") List<Instant> said, @ForAll("moments") Instant at) {
    Optional<String> expected =
        said.stream()
            .filter(one -> !one.isAfter(at))
            .reduce((one, later) -> later)
            .map(Instant::toString);
    var situation =
        new Situation(at, at.atZone(ZONE).toLocalDateTime(), List.of(), versions(said), List.of());
    assertThat(
            situation.exemptions().stream().filter(one -> covers(one, at)).map(Exemption::contact))
        .containsExactlyElementsOf(expected.stream().toList());
    assertThat(situation.exemption(ASKED).map(Exemption::contact)).isEqualTo(expected);
  }

  private static boolean covers(Exemption exemption, Instant at) {
    return exemption.covers(ASKED, at, at.atZone(ZONE).toLocalDateTime());
  }

  private static List<Exemption> versions(List<Instant> said) {
    List<Exemption> all = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      Optional<Start> next =
          i + 1 < said.size() ? Optional.of(start(said.get(i + 1))) : Optional.empty();
      all.add(
          new Exemption(
              Set.of(Moment.values()),
              Set.of(),
              Set.of(Place.values()),
              Set.of(),
              List.of(),
              said.get(i).toString(),
              false,
              new Term(start(said.get(i)), next, Optional.empty()),
              List.of()));
    }
    return all;
  }

  private static Start start(Instant said) {
    LocalDate day = said.atZone(ZONE).toLocalDate();
    return new Start(day, Optional.of(said));
  }
}
