package nl.tenzij.exception.exemption;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** A scope is within another where every use that it covers is covered by the other. */
class ScopePropertiesTest {

  private static final List<String> SUBJECTS = List.of("sub-nl", "sub-en", "sub-wi");
  private static final List<LocalTime> TIMES =
      IntStream.rangeClosed(8, 13).mapToObj(hour -> LocalTime.of(hour, 0)).toList();

  @Provide
  Arbitrary<Scope> scopes() {
    Arbitrary<List<Window>> windows =
        Arbitraries.of(TIMES)
            .set()
            .ofSize(2)
            .map(ends -> ends.stream().sorted().toList())
            .map(ends -> new Window(ends.getFirst(), ends.getLast()))
            .list()
            .ofMaxSize(3);
    return Combinators.combine(
            some(Moment.class).filter(those -> !those.isEmpty()),
            Arbitraries.of(SUBJECTS).set().ofMaxSize(2),
            some(Place.class).filter(those -> !those.isEmpty()),
            windows)
        .as(
            (moments, subjects, places, times) ->
                new Scope(
                    moments, List.copyOf(subjects), places, List.of(), times, Optional.empty()));
  }

  private static <E extends Enum<E>> Arbitrary<List<E>> some(Class<E> all) {
    return Arbitraries.subsetOf(all.getEnumConstants()).map(List::copyOf);
  }

  @Property(tries = 3000)
  void withinIsWhatEachUseSays(@ForAll("scopes") Scope one, @ForAll("scopes") Scope other) {
    boolean within = eachUse(one, other);

    assertThat(one.isWithin(other)).as("%s within %s", one, other).isEqualTo(within);
    assertThat(one.isWithin(one)).isTrue();
    Statistics.collect(within);
    Statistics.coverage(seen -> seen.check(true).count(some -> some > 0));
  }

  private static boolean eachUse(Scope one, Scope other) {
    for (Moment moment : Moment.values()) {
      for (Place place : Place.values()) {
        for (String subject : List.of("sub-nl", "sub-en", "sub-wi", "sub-other")) {
          for (LocalTime at : halfHours()) {
            if (covers(one, moment, place, subject, at)
                && !covers(other, moment, place, subject, at)) {
              return false;
            }
          }
        }
      }
    }
    return true;
  }

  private static List<LocalTime> halfHours() {
    return IntStream.range(14, 30).mapToObj(half -> LocalTime.of(half / 2, half % 2 * 30)).toList();
  }

  private static boolean covers(
      Scope scope, Moment moment, Place place, String subject, LocalTime at) {
    return scope.moments().contains(moment)
        && scope.places().contains(place)
        && (scope.subjects().isEmpty() || scope.subjects().contains(subject))
        && (scope.windows().isEmpty()
            || scope.windows().stream()
                .anyMatch(each -> !at.isBefore(each.from()) && at.isBefore(each.until())));
  }
}
