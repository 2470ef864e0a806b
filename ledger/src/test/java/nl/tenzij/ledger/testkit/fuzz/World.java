package nl.tenzij.ledger.testkit.fuzz;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import nl.tenzij.ledger.testkit.Tokens;

/**
 * Where a fuzzer plays and what it knows of: a school that no other test looks at, since what a
 * fuzzer sends can be right.
 *
 * @param people by role, with its part if it has one ("mr-member:staff"): who it is at the school,
 *     by the roster's id; others are nobody in particular
 * @param things by the name of a parameter or of a field: ids that stand for something there
 * @param files by media type: bodies that are no JSON
 * @param rights each to a thing of its own where it changes that
 * @param clock the service's
 * @param quiet comes back once nothing runs any more that a request has set going and that would
 *     refuse what is right
 */
public record World(
    String board,
    String school,
    Map<String, String> people,
    Map<String, List<String>> things,
    Map<String, byte[]> files,
    List<Right> rights,
    Supplier<Instant> clock,
    Runnable quiet) {

  private static final String NOBODY = "st-walker";

  public static World of(String board, String school) {
    return new World(
        board, school, Map.of(), Map.of(), Map.of(), List.of(), Instant::now, () -> {});
  }

  public World with(String role, String person) {
    return new World(
        board, school, plus(people, role, person), things, files, rights, clock, quiet);
  }

  public World knowing(String name, String... ids) {
    return new World(
        board, school, people, plus(things, name, List.of(ids)), files, rights, clock, quiet);
  }

  public World sending(String mediaType, byte[] file) {
    return new World(
        board, school, people, things, plus(files, mediaType, file), rights, clock, quiet);
  }

  public World asking(List<Right> more) {
    List<Right> all = new ArrayList<>(rights);
    all.addAll(more);
    return new World(board, school, people, things, files, List.copyOf(all), clock, quiet);
  }

  public World at(Supplier<Instant> time) {
    return new World(board, school, people, things, files, rights, time, quiet);
  }

  public World quietOnce(Runnable nothingRuns) {
    return new World(board, school, people, things, files, rights, clock, nothingRuns);
  }

  /**
   * Of somebody at this school with one role.
   *
   * @param by with its part if it has one
   */
  public String token(String by) {
    return token(by, board, school, people.getOrDefault(by, NOBODY));
  }

  /** Of the one by whom it is right. */
  public String token(Right right) {
    return token(right, right.by(), people.getOrDefault(right.by(), NOBODY));
  }

  /** Of somebody else, where it is right. */
  public String token(Right right, String by, String person) {
    return token(by, board(right), school(right), person);
  }

  /** Where the thing is that it is about, which can be another of this world. */
  public String board(Right right) {
    return right.board().orElse(board);
  }

  public String school(Right right) {
    return right.school().orElse(school);
  }

  private static String token(String by, String board, String school, String person) {
    String role = by.replaceAll(":.*", "");
    Tokens token = Tokens.user(board, role);
    return List.of("board", "service").contains(role)
        ? token.token()
        : token.with("person", person).with("schools", List.of(by + '@' + school)).token();
  }

  private static <T> Map<String, T> plus(Map<String, T> some, String name, T one) {
    Map<String, T> more = new HashMap<>(some);
    more.put(name, one);
    return Map.copyOf(more);
  }
}
