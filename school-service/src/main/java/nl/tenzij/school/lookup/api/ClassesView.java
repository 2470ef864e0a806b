package nl.tenzij.school.lookup.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.school.lookup.Lookups;

/**
 * Somebody's classes on a day.
 *
 * @param mentor of a pupil: whom the school named, else the own teacher of the pupil's home room
 * @param careCoordinator of a pupil, where one is named
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClassesView(LocalDate on, String mentor, String careCoordinator, List<Place> items) {

  /** A place in a class; days are left out where it has none. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Place(
      @JsonProperty("class") String inClass,
      String title,
      String kind,
      List<String> subjects,
      LocalDate begin,
      LocalDate end) {
    static Place of(Lookups.Place place) {
      return new Place(
          place.inClass(),
          place.title(),
          place.kind(),
          place.subjects(),
          place.begin(),
          place.end());
    }
  }

  static ClassesView of(
      LocalDate on, String mentor, String careCoordinator, List<Lookups.Place> places) {
    return new ClassesView(on, mentor, careCoordinator, places.stream().map(Place::of).toList());
  }
}
