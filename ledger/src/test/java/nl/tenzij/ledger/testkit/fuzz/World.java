package nl.tenzij.ledger.testkit.fuzz;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a fuzzer plays and what it knows of: a school that no other test looks at, since what a
 * fuzzer sends can be right.
 *
 * @param people by role, with its part if it has one ("mr-member:staff"): who it is at the school,
 *     by the roster's id; others are nobody in particular
 * @param things by the name of a parameter or of a field: ids that stand for something there
 * @param files by media type: bodies that are no JSON
 */
public record World(
    String board,
    String school,
    Map<String, String> people,
    Map<String, List<String>> things,
    Map<String, byte[]> files) {

  public static World of(String board, String school) {
    return new World(board, school, Map.of(), Map.of(), Map.of());
  }

  public World with(String role, String person) {
    return new World(board, school, plus(people, role, person), things, files);
  }

  public World knowing(String name, String... ids) {
    return new World(board, school, people, plus(things, name, List.of(ids)), files);
  }

  public World sending(String mediaType, byte[] file) {
    return new World(board, school, people, things, plus(files, mediaType, file));
  }

  private static <T> Map<String, T> plus(Map<String, T> some, String name, T one) {
    Map<String, T> more = new HashMap<>(some);
    more.put(name, one);
    return Map.copyOf(more);
  }
}
