package nl.tenzij.school.roster;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tenzij.school.roster.ClassPlaces.Place;

/**
 * What follows on the places that were known, once the roster tells others.
 *
 * @param now those that it tells; since when, where they were told before
 * @param ended those that it tells no more, up to the day before
 */
record Succession<K>(Map<K, List<Place>> now, Map<K, List<Place>> ended) {

  /**
   * @param before by whose they are, as {@code told}
   * @param on the day on which it is told
   */
  static <K> Succession<K> of(Map<K, List<Place>> before, Map<K, List<Place>> told, LocalDate on) {
    Map<K, List<Place>> now = new LinkedHashMap<>();
    Map<K, List<Place>> ended = new LinkedHashMap<>();
    told.forEach(
        (key, places) -> {
          List<Place> known = before.getOrDefault(key, List.of());
          now.put(key, places.stream().map(place -> since(place, known)).toList());
          List<Place> over =
              known.stream()
                  .filter(each -> places.stream().noneMatch(place -> follows(place, each)))
                  .filter(each -> each.toldOn() == null || each.toldOn().isBefore(on))
                  .map(each -> until(each, on.minusDays(1)))
                  .filter(each -> each.first() == null || !each.first().isAfter(each.last()))
                  .toList();
          if (!over.isEmpty()) {
            ended.put(key, over);
          }
        });
    return new Succession<>(now, ended);
  }

  /** The same place, told again or otherwise: nothing ended. */
  private static boolean follows(Place place, Place before) {
    return isSame(place, before) && (sameEnrolment(place, before) || covers(place, before));
  }

  private static boolean isSame(Place place, Place before) {
    return place.person().equals(before.person()) && place.inClass().equals(before.inClass());
  }

  private static boolean sameEnrolment(Place place, Place before) {
    return place.enrolment() == null
        ? before.enrolment() == null
        : place.enrolment().equals(before.enrolment());
  }

  private static boolean covers(Place place, Place before) {
    return (place.first() == null
            || before.first() != null && !place.first().isAfter(before.first()))
        && (place.last() == null || before.last() != null && !place.last().isBefore(before.last()));
  }

  /** Since when a class is told, whatever its enrolment is called meanwhile. */
  private static Place since(Place place, List<Place> known) {
    List<Place> same = known.stream().filter(each -> isSame(place, each)).toList();
    if (same.isEmpty()) {
      return place;
    }
    boolean always = same.stream().anyMatch(each -> each.toldOn() == null);
    return toldOn(
        place,
        always ? null : same.stream().map(Place::toldOn).min(LocalDate::compareTo).orElseThrow());
  }

  private static Place toldOn(Place place, LocalDate day) {
    return new Place(
        place.person(),
        place.inClass(),
        place.enrolment(),
        place.first(),
        place.last(),
        place.own(),
        day);
  }

  private static Place until(Place place, LocalDate day) {
    LocalDate last = place.last() == null || place.last().isAfter(day) ? day : place.last();
    return new Place(
        place.person(),
        place.inClass(),
        place.enrolment(),
        place.first(),
        last,
        place.own(),
        place.toldOn());
  }
}
