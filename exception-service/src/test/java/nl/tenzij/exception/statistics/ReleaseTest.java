package nl.tenzij.exception.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReleaseTest {

  private static final KnownSchool ELM = new KnownSchool("elm", "VO", List.of("1", "2"));
  private static final KnownSchool OAK = new KnownSchool("oak", "VO", List.of("1", "2"));
  private static final KnownSchool YEW = new KnownSchool("yew", "PO", List.of("1", "8"));
  private static final List<String> MONTHS = List.of("2026-08", "2026-09", "2026-10");

  private static Release release(KnownSchool... schools) {
    return new Release(Release.RULE, List.of(schools), MONTHS);
  }

  private static Cases incidents(KnownSchool school, String yearGroup, String category, int count) {
    return new Cases(
        Figure.INCIDENTS, school.id(), "2026-09", yearGroup, List.of(category), count, List.of());
  }

  private static List<Told> of(List<Told> told, Figure figure, Aspect by) {
    return told.stream().filter(each -> each.figure() == figure && each.by() == by).toList();
  }

  private static Told told(
      String sector, List<String> schools, Aspect by, List<String> keys, Long count) {
    return new Told(Figure.INCIDENTS, List.of(sector), schools, by, keys, count, null);
  }

  @Test
  void fewerThanFiveAreNotToldAtAll() {
    var told = release(ELM, OAK).of(List.of(incidents(ELM, "1", "THREAT", 4)));

    assertThat(told).hasSize(Figure.values().length);
    assertThat(told).extracting(Told::count).containsOnlyNulls();
    assertThat(told).extracting(Told::schools).containsOnly(List.of("elm", "oak"));
  }

  @Test
  void smallOnesAreTakenTogetherWithTheirNeighbours() {
    var told =
        release(ELM, OAK)
            .of(
                List.of(
                    incidents(ELM, "1", "NON_EDUCATIONAL_USE", 6),
                    incidents(OAK, "1", "DEVICE_NOT_HANDED_IN", 3),
                    incidents(OAK, "2", "PHOTO_OR_VIDEO", 2),
                    incidents(OAK, "2", "OTHER_MISUSE", 1)));

    assertThat(of(told, Figure.INCIDENTS, null))
        .containsExactly(
            told("VO", List.of("elm", "oak"), null, null, 12L),
            told("VO", List.of("elm"), null, null, 6L),
            told("VO", List.of("oak"), null, null, 6L));
    assertThat(of(told, Figure.INCIDENTS, Aspect.YEAR_GROUP))
        .as("in group 2 there are three")
        .isEmpty();
    assertThat(of(told, Figure.INCIDENTS, Aspect.CATEGORY))
        .extracting(Told::count)
        .containsExactly(6L, 6L);
    assertThat(of(told, Figure.INCIDENTS, Aspect.CATEGORY).getLast().keys())
        .startsWith("DEVICE_NOT_HANDED_IN", "DEVICE_ON_PERSON")
        .endsWith("OTHER_MISUSE");
  }

  @Test
  void aSchoolsOwnPartsAreToldWhereEachIsLargeEnough() {
    var told =
        release(ELM, OAK)
            .of(
                List.of(
                    incidents(ELM, "1", "NON_EDUCATIONAL_USE", 6),
                    incidents(ELM, "2", "NON_EDUCATIONAL_USE", 7),
                    incidents(OAK, "1", "NON_EDUCATIONAL_USE", 8),
                    incidents(OAK, "2", "NON_EDUCATIONAL_USE", 9)));

    assertThat(of(told, Figure.INCIDENTS, Aspect.YEAR_GROUP))
        .contains(
            told("VO", List.of("elm"), Aspect.YEAR_GROUP, List.of("1"), 6L),
            told("VO", List.of("elm"), Aspect.YEAR_GROUP, List.of("2"), 7L),
            told("VO", List.of("elm", "oak"), Aspect.YEAR_GROUP, List.of("2"), 16L));
  }

  @Test
  void sectorsAreToldApartAndTheirYearGroupsNeverMixed() {
    var apart =
        release(ELM, YEW)
            .of(
                List.of(
                    incidents(ELM, "1", "THREAT", 6),
                    incidents(ELM, "2", "THREAT", 6),
                    incidents(YEW, "1", "THREAT", 5)));
    assertThat(of(apart, Figure.INCIDENTS, null))
        .extracting(Told::sectors, Told::count)
        .containsExactly(tuple(List.of("PO"), 5L), tuple(List.of("VO"), 12L));
    assertThat(of(apart, Figure.INCIDENTS, Aspect.YEAR_GROUP))
        .allMatch(each -> each.sectors().equals(List.of("VO")))
        .hasSize(2);

    var together =
        release(ELM, YEW)
            .of(
                List.of(
                    incidents(ELM, "1", "THREAT", 6),
                    incidents(ELM, "2", "THREAT", 6),
                    incidents(YEW, "1", "THREAT", 2)));
    assertThat(of(together, Figure.INCIDENTS, null))
        .containsExactly(
            new Told(
                Figure.INCIDENTS,
                List.of("PO", "VO"),
                List.of("yew", "elm"),
                null,
                null,
                14L,
                null));
    assertThat(of(together, Figure.INCIDENTS, Aspect.YEAR_GROUP)).isEmpty();
  }

  @Test
  void howLongItTookIsToldWhereEnoughAreToldToHaveEnded() {
    List<Long> days = LongStream.rangeClosed(1, 9).boxed().toList();
    var granted = new Cases(Figure.REQUESTS, "elm", "2026-09", "1", List.of("GRANTED"), 9, days);
    var open = new Cases(Figure.REQUESTS, "elm", "2026-09", "1", List.of("OPEN"), 1, List.of());

    assertThat(of(release(ELM).of(List.of(granted, open)), Figure.REQUESTS, null))
        .as("one that is open can't be told of, so nobody knows how many have ended")
        .extracting(Told::medianDays)
        .containsOnlyNulls();
    assertThat(
            of(
                release(ELM).of(List.of(granted, open, open, open, open, open)),
                Figure.REQUESTS,
                null))
        .extracting(Told::medianDays)
        .containsExactly(5L);
  }

  /** Who thinks better of it the same day makes no decision quicker. */
  @Test
  void whatWasWithdrawnWasNotDecided() {
    var granted =
        new Cases(
            Figure.REQUESTS,
            "elm",
            "2026-09",
            "1",
            List.of("GRANTED"),
            5,
            Collections.nCopies(5, 30L));
    var withdrawn =
        new Cases(
            Figure.REQUESTS,
            "elm",
            "2026-09",
            "1",
            List.of("WITHDRAWN"),
            6,
            Collections.nCopies(6, 0L));

    assertThat(of(release(ELM).of(List.of(granted, withdrawn)), Figure.REQUESTS, null))
        .extracting(Told::medianDays)
        .containsExactly(30L);
  }

  /** Or a page would take what is told of one school for the total of both. */
  @Test
  void whatIsNotToldStandsWithTheSectorsThatAreToldTogether() {
    var told =
        release(ELM, OAK, YEW)
            .of(
                List.of(
                    incidents(ELM, "1", "THREAT", 9),
                    incidents(OAK, "1", "THREAT", 7),
                    incidents(YEW, "1", "THREAT", 2)));
    List<String> together = List.of("PO", "VO");
    assertThat(of(told, Figure.INCIDENTS, null)).allMatch(each -> each.sectors().equals(together));

    assertThat(
            of(
                Release.only(told, List.of(new StatisticsView.School("yew", "PO"))),
                Figure.INCIDENTS,
                null))
        .containsExactly(
            new Told(Figure.INCIDENTS, together, List.of("yew"), null, null, null, null));
  }

  @Test
  void aHeadIsToldWhatTheBoardIsToldOfThatSchool() {
    var cases =
        List.of(
            incidents(ELM, "1", "THREAT", 6),
            incidents(ELM, "2", "THREAT", 6),
            incidents(OAK, "1", "THREAT", 3));
    var told = release(ELM, OAK).of(cases);

    assertThat(
            of(
                Release.only(told, List.of(new StatisticsView.School("oak", "VO"))),
                Figure.INCIDENTS,
                null))
        .containsExactly(told("VO", List.of("oak"), null, null, null));
    assertThat(told)
        .containsAll(
            Release.only(told, List.of(new StatisticsView.School("elm", "VO"))).stream()
                .filter(each -> each.count() != null)
                .toList());
  }

  @Test
  void aTableForSpreadsheetsSaysTheSameAndHoldsNoFormula() {
    var odd = new KnownSchool("ash", "VO", List.of("=1+1", "@2"));
    var told =
        release(odd)
            .of(List.of(incidents(odd, "=1+1", "THREAT", 6), incidents(odd, "@2", "THREAT", 7)));
    var view =
        new StatisticsView(
            "board",
            "2026-2027",
            LocalDate.of(2026, 8, 1),
            LocalDate.of(2027, 7, 31),
            Instant.EPOCH,
            5,
            List.of(),
            told);

    String csv = StatisticsCsv.of(view, view.schools());

    assertThat(csv)
        .startsWith("schoolYear,figure,sectors,schools,by,keys,count,medianDays\r\n")
        .contains("2026-2027,INCIDENTS,VO,ash,,,13,\r\n")
        .contains("2026-2027,INCIDENTS,VO,ash,YEAR_GROUP,@2,7,\r\n".replace("@2", "'@2"))
        .contains("'=1+1,6,\r\n")
        .contains("2026-2027,MESSAGES,VO,ash,,,<5,\r\n");
    assertThat(csv.lines()).hasSize(told.size() + 1);
    assertThat(csv.lines().flatMap(line -> List.of(line.split(",")).stream()))
        .noneMatch(cell -> cell.matches("^[\"]?[=+@-].*"));
  }

  /** Elm has many, oak three: neither may be told by how it is left out. */
  @Test
  void aTableOfOneSchoolSaysNotWhoseCountIsSmall() {
    var schools =
        List.of(new StatisticsView.School("elm", "VO"), new StatisticsView.School("oak", "VO"));
    var told =
        release(ELM, OAK)
            .of(List.of(incidents(ELM, "1", "THREAT", 12), incidents(OAK, "1", "THREAT", 3)));
    var view =
        new StatisticsView(
            "board",
            "2026-2027",
            LocalDate.of(2026, 8, 1),
            LocalDate.of(2027, 7, 31),
            Instant.EPOCH,
            5,
            schools,
            told);

    assertThat(StatisticsCsv.of(view, schools))
        .contains(",INCIDENTS,VO,elm oak,,,15,\r\n", ",REQUESTS,VO,elm oak,,,<5,\r\n");
    for (String school : List.of("elm", "oak")) {
      assertThat(StatisticsCsv.of(view, List.of(new StatisticsView.School(school, "VO"))))
          .contains(",INCIDENTS,VO," + school + ",,,,\r\n", ",REQUESTS,VO," + school + ",,,,\r\n")
          .doesNotContain("<5");
    }
  }

  @Test
  void aSchoolYearIsTheLaws() {
    assertThat(SchoolYear.of(LocalDate.of(2026, 7, 31))).hasToString("2025-2026");
    assertThat(SchoolYear.of(LocalDate.of(2026, 8, 1))).hasToString("2026-2027");
    assertThat(SchoolYear.of(LocalDate.of(2026, 8, 1)).until()).isEqualTo("2027-07-31");
    assertThat(new SchoolYear(2026).months(LocalDate.of(2026, 10, 1))).isEqualTo(MONTHS);
    assertThat(new SchoolYear(2025).months(LocalDate.of(2026, 10, 1))).hasSize(12);
    assertThat(new SchoolYear(2027).months(LocalDate.of(2026, 10, 1)))
        .isEqualTo(Collections.emptyList());
  }
}
