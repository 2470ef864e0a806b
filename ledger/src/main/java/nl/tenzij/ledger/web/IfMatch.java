package nl.tenzij.ledger.web;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The versions at which the client wants its write to happen (RFC 9110 §13.1.1, strong comparison).
 *
 * @param any the client sent {@code *}: any version will do, as long as the thing exists
 * @param versions the versions named, newest first, whatever was shown of them; tags that this
 *     system never gave match nothing
 */
public record IfMatch(boolean any, List<Integer> versions) {

  private static final int MOST = 10;
  private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"";
  private static final Pattern LIST = Pattern.compile("\\s*" + TAG + "(\\s*,\\s*" + TAG + ")*\\s*");
  private static final Pattern OURS =
      Pattern.compile("(?<!W/)\"([1-9][0-9]{0,8})(?:-[0-9a-f]{16})?\"");

  boolean names(int version) {
    return any || versions.contains(version);
  }

  /**
   * @throws Invalid where the header is no list of entity tags
   */
  static IfMatch parse(String header) {
    if (header.strip().equals("*")) {
      return new IfMatch(true, List.of());
    }
    if (header.length() > 1000 || !LIST.matcher(header).matches()) {
      throw new Invalid("If-Match", "format", "One or more entity tags in double quotes, or *.");
    }
    Stream<String> ours = OURS.matcher(header).results().map((MatchResult tag) -> tag.group(1));
    List<Integer> versions = ours.map(Integer::valueOf).distinct().sorted().toList();
    if (versions.size() > MOST) {
      throw new Invalid("If-Match", "size", "At most " + MOST + " entity tags.");
    }
    return new IfMatch(false, versions.reversed());
  }
}
