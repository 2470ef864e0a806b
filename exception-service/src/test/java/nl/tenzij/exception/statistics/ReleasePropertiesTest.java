package nl.tenzij.exception.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * All that is told of a board, by all who may ask, as equations: none of the counts that are too
 * small follows from them by adding and subtracting.
 */
class ReleasePropertiesTest {

  private static final List<KnownSchool> SCHOOLS =
      List.of(
          new KnownSchool("ash", "VO", List.of("1", "2", "3")),
          new KnownSchool("elm", "VO", List.of("1", "2", "3")),
          new KnownSchool("oak", "VO", List.of("1", "2", "3")),
          new KnownSchool("yew", "PO", List.of("1", "2", "3")));
  private static final List<String> MONTHS = List.of("2026-08", "2026-09");
  private static final List<String> GROUPS = List.of("1", "2", "3");
  private static final List<String> CATEGORIES =
      List.of("NON_EDUCATIONAL_USE", "PHOTO_OR_VIDEO", "THREAT");

  /** Places in one unknown count per school, month, year group and category. */
  private static final int UNKNOWN =
      SCHOOLS.size() * MONTHS.size() * GROUPS.size() * CATEGORIES.size();

  private static final long PRIME = 1_000_000_007L;

  @Provide
  Arbitrary<List<Integer>> boards() {
    Arbitrary<Integer> counts =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.integers().between(0, 1)),
            Tuple.of(3, Arbitraries.integers().between(0, 4)),
            Tuple.of(2, Arbitraries.integers().between(5, 30)));
    return counts.list().ofSize(UNKNOWN);
  }

  @Property(tries = 150)
  void noSmallCountFollowsFromAllThatIsTold(@ForAll("boards") List<Integer> counts) {
    List<Cases> cases = IntStream.range(0, UNKNOWN).mapToObj(at -> at(at, counts.get(at))).toList();
    List<Told> told = new Release(Release.RULE, SCHOOLS, MONTHS).of(cases);
    List<Told> toAll = new ArrayList<>(told);
    SCHOOLS.forEach(
        school ->
            toAll.addAll(
                Release.only(
                    told, List.of(new StatisticsView.School(school.id(), school.sector())))));
    List<long[]> equations =
        reduced(
            toAll.stream()
                .filter(each -> each.figure() == Figure.INCIDENTS && each.count() != null)
                .map(each -> sum(cases, one -> isOf(one, each)))
                .toList());

    assertThat(toAll)
        .allMatch(each -> each.count() == null || each.count() >= Release.RULE.least());
    for (Predicate<Cases> one : countsOfInterest()) {
      long count = cases.stream().filter(one).mapToLong(Cases::count).sum();
      if (count < Release.RULE.least()) {
        assertThat(follows(equations, sum(cases, one))).as("a count of %s", count).isFalse();
      }
    }
  }

  private static Cases at(int place, int count) {
    int category = place % CATEGORIES.size();
    int group = place / CATEGORIES.size() % GROUPS.size();
    int month = place / (CATEGORIES.size() * GROUPS.size()) % MONTHS.size();
    int school = place / (CATEGORIES.size() * GROUPS.size() * MONTHS.size());
    return new Cases(
        Figure.INCIDENTS,
        SCHOOLS.get(school).id(),
        MONTHS.get(month),
        GROUPS.get(group),
        List.of(CATEGORIES.get(category)),
        count,
        List.of());
  }

  /** Each school, each part, each part of each school. */
  private static List<Predicate<Cases>> countsOfInterest() {
    List<Predicate<Cases>> parts = new ArrayList<>();
    MONTHS.forEach(key -> parts.add(each -> each.month().equals(key)));
    GROUPS.forEach(key -> parts.add(each -> each.yearGroup().equals(key)));
    CATEGORIES.forEach(key -> parts.add(each -> each.keys().contains(key)));
    List<Predicate<Cases>> all = new ArrayList<>(parts);
    for (KnownSchool school : SCHOOLS) {
      Predicate<Cases> there = each -> each.school().equals(school.id());
      all.add(there);
      parts.forEach(part -> all.add(there.and(part)));
    }
    return all;
  }

  private static boolean isOf(Cases one, Told told) {
    return told.schools().contains(one.school())
        && (told.by() == null || told.keys().contains(one.key(told.by())));
  }

  private static long[] sum(List<Cases> cases, Predicate<Cases> wanted) {
    return IntStream.range(0, UNKNOWN)
        .mapToLong(place -> wanted.test(cases.get(place)) ? 1 : 0)
        .toArray();
  }

  /** In echelon form, by a prime: each begins with a one where no other has anything. */
  private static List<long[]> reduced(List<long[]> equations) {
    List<long[]> reduced = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (long[] equation : equations) {
      if (seen.add(Arrays.toString(equation))) {
        long[] rest = rest(reduced, equation);
        int first = first(rest);
        if (first >= 0) {
          long inverse = power(rest[first], PRIME - 2);
          for (int i = 0; i < rest.length; i++) {
            rest[i] = rest[i] * inverse % PRIME;
          }
          reduced.add(rest);
        }
      }
    }
    return reduced;
  }

  private static boolean follows(List<long[]> equations, long[] count) {
    return first(rest(equations, count)) < 0;
  }

  private static long[] rest(List<long[]> equations, long[] count) {
    long[] rest = count.clone();
    for (long[] equation : equations) {
      long factor = rest[first(equation)];
      for (int i = 0; factor != 0 && i < rest.length; i++) {
        rest[i] = Math.floorMod(rest[i] - factor * equation[i], PRIME);
      }
    }
    return rest;
  }

  private static int first(long[] equation) {
    return IntStream.range(0, equation.length).filter(i -> equation[i] != 0).findFirst().orElse(-1);
  }

  private static long power(long base, long exponent) {
    long power = 1;
    for (long left = exponent, square = base; left > 0; left /= 2) {
      power = left % 2 == 1 ? power * square % PRIME : power;
      square = square * square % PRIME;
    }
    return power;
  }
}
