package nl.tenzij.school.search.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tenzij.school.search.PeopleSearch.Search;
import nl.tenzij.school.search.Reason;

/**
 * That somebody looked for people. The name that was looked for is not kept.
 *
 * @param found the roster's ids
 */
public record SearchView(
    UUID id, Instant at, String by, String role, Reason reason, List<String> found) {
  static SearchView of(Search search) {
    return new SearchView(
        search.id(), search.at(), search.by(), search.role(), search.reason(), search.found());
  }
}
