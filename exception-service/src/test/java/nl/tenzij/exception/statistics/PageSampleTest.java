package nl.tenzij.exception.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import nl.tenzij.ledger.store.Json;
import org.junit.jupiter.api.Test;

/** The answer that the gateway tries its page with is one that this service gives. */
class PageSampleTest {

  private static final Path SAMPLE = Path.of("../gateway/src/test/resources/statistics.json");

  private static final SchoolYear YEAR = new SchoolYear(2026);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final List<KnownSchool> SCHOOLS =
      List.of(
          new KnownSchool("college-een", "VO", groups(6)),
          new KnownSchool("college-twee", "VO", groups(6)),
          new KnownSchool("college-zuid", "VO", groups(6)),
          new KnownSchool("de-linde", "PO", groups(8)),
          new KnownSchool("de-esdoorn", "PO", groups(8)));

  /** How often what is seen at one school in a month and year group, at the most. */
  private static final Map<Figure, Integer> OFTEN =
      Map.of(
          Figure.REQUESTS, 1,
          Figure.REVIEWS, 1,
          Figure.SUSPENSIONS, 0,
          Figure.INCIDENTS, 5,
          Figure.SANCTIONS, 4,
          Figure.MESSAGES, 15,
          Figure.ENDINGS, 0);

  private static List<String> groups(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
  }

  static StatisticsView view() {
    List<Told> told = new Release(Release.RULE, SCHOOLS, YEAR.months(TODAY)).of(cases());
    return new StatisticsView(
        "stichting-tenboom",
        YEAR.toString(),
        YEAR.from(),
        YEAR.until(),
        Instant.parse("2026-11-23T15:30:00Z"),
        Release.RULE.least(),
        SCHOOLS.stream().map(each -> new StatisticsView.School(each.id(), each.sector())).toList(),
        told);
  }

  /** Invented, the same each time. */
  private static List<Cases> cases() {
    Random chance = new Random(20);
    Map<Figure, Long> seen = new HashMap<>();
    List<Cases> cases = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      for (KnownSchool school : SCHOOLS) {
        for (String month : YEAR.months(TODAY)) {
          for (String group : school.yearGroups()) {
            boolean holiday = month.endsWith("08");
            int rare = school.sector().equals("PO") ? 3 : 1;
            long count = holiday ? 0 : chance.nextInt(OFTEN.get(figure) + 1) / rare;
            for (long one = 0; one < count; one++) {
              List<String> keys =
                  figure.aspects().stream().map(aspect -> key(aspect, chance)).toList();
              boolean ended =
                  figure
                      .lasting()
                      .map(lasting -> lasting.keys().stream().anyMatch(keys::contains))
                      .orElse(false);
              cases.add(
                  new Cases(
                      figure,
                      school.id(),
                      month,
                      group,
                      keys,
                      1,
                      ended ? List.of((long) chance.nextInt(20)) : List.of()));
              seen.merge(figure, 1L, Long::sum);
            }
          }
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(4);
    return cases;
  }

  /** What comes first in a list is seen more often. */
  private static String key(Aspect aspect, Random chance) {
    double place = Math.pow(chance.nextDouble(), 3);
    return aspect.keys().get((int) (place * aspect.keys().size()));
  }

  @Test
  void thePagesSampleIsWhatWeAnswer() throws IOException {
    assertThat(json().readTree(Files.readString(SAMPLE)))
        .isEqualTo(json().readTree(json().writeValueAsString(view())));
  }

  static ObjectMapper json() {
    return Json.mapper().copy().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  }
}
