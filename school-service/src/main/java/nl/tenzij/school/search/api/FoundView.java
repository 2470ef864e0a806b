package nl.tenzij.school.search.api;

import java.util.List;
import nl.tenzij.school.search.Kind;
import nl.tenzij.school.search.PeopleSearch.Found;

/** Who was found: at most fifty. */
public record FoundView(List<Person> items) {

  /** Somebody, by the roster's id and by name. */
  public record Person(Kind kind, String person, String givenName, String familyName) {}

  static FoundView of(List<Found> found) {
    return new FoundView(
        found.stream()
            .map(
                each -> new Person(each.kind(), each.person(), each.givenName(), each.familyName()))
            .toList());
  }
}
