package nl.tenzij.exception.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nl.tenzij.exception.statistics.hiding.Hiding;
import nl.tenzij.exception.statistics.hiding.Table;

/**
 * All that is told of a board's school year. It is made once for all who ask, and each gets a part
 * of it: nothing can be won by asking for a school, for the whole, or in another format.
 *
 * @param months of the school year until now
 */
record Release(Hiding hiding, List<KnownSchool> schools, List<String> months) {

  /** S3 §4B: what is less than this is not told to a board. */
  static final Hiding RULE = new Hiding(5);

  private static final List<String> SECTORS = List.of("PO", "VO", KnownSchool.NO_SECTOR);

  /** Schools of the same sectors, with the cases there. */
  private record Stratum(
      Figure figure, List<String> sectors, List<KnownSchool> schools, List<Cases> cases) {

    List<String> ids() {
      return schools.stream().map(KnownSchool::id).toList();
    }

    Table<String, String> table(Aspect aspect, List<String> keys) {
      Map<List<String>, Long> counts = new LinkedHashMap<>();
      cases.forEach(
          each -> counts.merge(List.of(each.school(), each.key(aspect)), each.count(), Long::sum));
      return Table.of(ids(), keys, (school, key) -> counts.getOrDefault(List.of(school, key), 0L));
    }

    long count() {
      return cases.stream().mapToLong(Cases::count).sum();
    }
  }

  List<Told> of(List<Cases> cases) {
    List<Told> told = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      told.addAll(of(figure, cases.stream().filter(each -> each.figure() == figure).toList()));
    }
    return told;
  }

  private List<Told> of(Figure figure, List<Cases> cases) {
    if (schools.isEmpty()) {
      return List.of();
    }
    Map<String, Stratum> bySector = new LinkedHashMap<>();
    SECTORS.forEach(
        sector -> {
          Stratum stratum = stratum(figure, List.of(sector), cases);
          if (!stratum.schools().isEmpty()) {
            bySector.put(sector, stratum);
          }
        });
    List<List<String>> groups =
        hiding.groups(List.copyOf(bySector.keySet()), sector -> bySector.get(sector).count());
    return groups.stream()
        .map(sectors -> stratum(figure, sectors, cases))
        .flatMap(stratum -> of(stratum).stream())
        .toList();
  }

  private Stratum stratum(Figure figure, List<String> sectors, List<Cases> cases) {
    List<KnownSchool> within =
        schools.stream()
            .filter(school -> sectors.contains(school.sector()))
            .sorted(
                Comparator.comparing((KnownSchool school) -> SECTORS.indexOf(school.sector()))
                    .thenComparing(KnownSchool::id))
            .toList();
    Set<String> ids = new LinkedHashSet<>(within.stream().map(KnownSchool::id).toList());
    return new Stratum(
        figure,
        sectors,
        within,
        cases.stream().filter(each -> ids.contains(each.school())).toList());
  }

  private List<Told> of(Stratum stratum) {
    if (stratum.count() < hiding.least()) {
      return List.of(total(stratum, stratum.ids(), null));
    }
    Table<String, String> byMonth = stratum.table(Aspect.MONTH, months);
    List<List<String>> rows = hiding.groups(byMonth.rowTotals());
    Map<List<String>, Long> totals = byMonth.gatheredRows(rows).rowTotals();
    List<Told> told = new ArrayList<>();
    told.add(total(stratum, stratum.ids(), stratum.count()));
    if (rows.size() > 1) {
      totals.forEach((row, count) -> told.add(total(stratum, row, count)));
    }
    aspects(stratum)
        .forEach(aspect -> told.addAll(broken(stratum, aspect, keys(stratum, aspect), rows)));
    return withMedians(stratum, told);
  }

  private static Told total(Stratum stratum, List<String> schools, Long count) {
    return new Told(stratum.figure(), stratum.sectors(), schools, null, null, count, null);
  }

  /** Year groups of different sectors are different things, even where they have the same name. */
  private static Stream<Aspect> aspects(Stratum stratum) {
    Stream<Aspect> own =
        Stream.concat(stratum.figure().aspects().stream(), Stream.of(Aspect.MONTH));
    return stratum.sectors().size() == 1 ? Stream.concat(own, Stream.of(Aspect.YEAR_GROUP)) : own;
  }

  private List<String> keys(Stratum stratum, Aspect aspect) {
    return switch (aspect) {
      case MONTH -> months;
      case YEAR_GROUP -> yearGroups(stratum);
      default -> aspect.keys();
    };
  }

  private static List<String> yearGroups(Stratum stratum) {
    Stream<String> ofCases =
        stratum.cases().stream()
            .map(each -> each.key(Aspect.YEAR_GROUP))
            .filter(key -> !key.equals(Cases.NO_YEAR_GROUP));
    List<String> keys =
        new ArrayList<>(
            Stream.concat(
                    stratum.schools().stream().flatMap(school -> school.yearGroups().stream()),
                    ofCases)
                .distinct()
                .sorted(Comparator.comparing(String::length).thenComparing(key -> key))
                .toList());
    if (stratum.cases().stream().anyMatch(each -> each.yearGroup() == null)) {
      keys.add(Cases.NO_YEAR_GROUP);
    }
    return keys;
  }

  /** One breakdown; nothing where all of it has to be taken together. */
  private List<Told> broken(
      Stratum stratum, Aspect aspect, List<String> keys, List<List<String>> rows) {
    Table<String, String> table = stratum.table(aspect, keys);
    List<List<String>> columns = hiding.groups(table.columnTotals());
    if (columns.size() < 2) {
      return List.of();
    }
    Table<List<String>, List<String>> gathered = table.gatheredRows(rows).gathered(columns);
    List<Told> told = new ArrayList<>();
    gathered
        .columnTotals()
        .forEach((keysOf, count) -> told.add(part(stratum, stratum.ids(), aspect, keysOf, count)));
    List<List<List<String>>> ofEach = hiding.groupsOfEach(gathered);
    if (rows.size() > 1 && ofEach.size() > 1) {
      Table<List<String>, List<List<String>>> apart = gathered.gathered(ofEach);
      for (List<String> row : rows) {
        for (List<List<String>> group : ofEach) {
          List<String> keysOf = group.stream().flatMap(List::stream).toList();
          told.add(part(stratum, row, aspect, keysOf, apart.count(row, group)));
        }
      }
    }
    return told;
  }

  private static Told part(
      Stratum stratum, List<String> schools, Aspect aspect, List<String> keys, long count) {
    return new Told(stratum.figure(), stratum.sectors(), schools, aspect, keys, count, null);
  }

  /**
   * How long it took is told beside a total where what is told already says that it is of enough
   * cases. So it says nothing of counts.
   */
  private List<Told> withMedians(Stratum stratum, List<Told> told) {
    return stratum
        .figure()
        .lasting()
        .map(
            lasting ->
                told.stream()
                    .map(
                        each ->
                            each.by() == null && ended(told, each, lasting) >= hiding.least()
                                ? each.withMedian(median(stratum, each.schools(), lasting))
                                : each)
                    .toList())
        .orElse(told);
  }

  private static long ended(List<Told> told, Told total, Figure.Lasting lasting) {
    return told.stream()
        .filter(each -> each.by() == lasting.aspect())
        .filter(each -> each.schools().equals(total.schools()))
        .filter(each -> lasting.keys().containsAll(each.keys()))
        .mapToLong(Told::count)
        .sum();
  }

  /** Of those that came to what is meant: what was withdrawn was not decided. */
  private Long median(Stratum stratum, List<String> schools, Figure.Lasting lasting) {
    List<Long> days =
        stratum.cases().stream()
            .filter(each -> schools.contains(each.school()))
            .filter(each -> lasting.keys().contains(each.key(lasting.aspect())))
            .flatMap(each -> each.days().stream())
            .sorted()
            .toList();
    return days.size() < hiding.least() ? null : days.get((days.size() - 1) / 2);
  }

  /**
   * What of it is of these schools. Where nothing of a figure is told of one of them, that is said:
   * there are too few, or a neighbour has.
   */
  static List<Told> only(List<Told> told, List<StatisticsView.School> schools) {
    Set<String> ids =
        new LinkedHashSet<>(schools.stream().map(StatisticsView.School::school).toList());
    List<Told> only =
        new ArrayList<>(told.stream().filter(each -> ids.containsAll(each.schools())).toList());
    for (Figure figure : Figure.values()) {
      schools.stream()
          .filter(school -> only.stream().noneMatch(each -> isTotal(each, figure, school)))
          .map(
              school ->
                  new Told(
                      figure,
                      sectors(told, figure, school),
                      List.of(school.school()),
                      null,
                      null,
                      null,
                      null))
          .toList()
          .forEach(only::add);
    }
    return only;
  }

  /** With which others the school's own sector is told together. */
  private static List<String> sectors(
      List<Told> told, Figure figure, StatisticsView.School school) {
    return told.stream()
        .filter(each -> each.figure() == figure && each.by() == null)
        .filter(each -> each.schools().contains(school.school()))
        .map(Told::sectors)
        .findFirst()
        .orElse(List.of(school.sector()));
  }

  private static boolean isTotal(Told told, Figure figure, StatisticsView.School school) {
    return told.figure() == figure
        && told.by() == null
        && told.schools().equals(List.of(school.school()));
  }
}
