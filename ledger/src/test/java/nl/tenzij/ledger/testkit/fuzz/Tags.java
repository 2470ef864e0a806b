package nl.tenzij.ledger.testkit.fuzz;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The entity tags with which things were last shown, so that some can be changed. */
final class Tags {

  static final String HEADER = "If-Match";

  private final Map<String, String> byPlace = new HashMap<>();

  void learn(String place, Answer answer) {
    String shown = answer.header("Location").orElse(place);
    answer
        .header("ETag")
        .ifPresent(tag -> byPlace.put(shown.replaceAll("^https?://[^/]+", ""), tag));
  }

  /** Of what stands there, or else of what that is a part of. */
  Optional<String> of(String place) {
    String whole = place.substring(0, place.lastIndexOf('/'));
    return Optional.ofNullable(byPlace.getOrDefault(place, byPlace.get(whole)));
  }
}
