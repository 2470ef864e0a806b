package nl.tenzij.gateway.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path that can be read in one way only. Servers disagree about dots, doubled and encoded
 * slashes; a path with any of them is refused, and what goes on is written anew from its segments,
 * so that the gateway and the service behind it read the same.
 */
public record CleanPath(List<String> segments) {

  private static final int LONGEST = 2048;

  /** Letters, digits and what ids of school systems hold; decoded, once. */
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._:{}@~-]{0,127}");

  public CleanPath {
    segments = List.copyOf(segments);
  }

  /**
   * @param target request target as the client sent it, query included
   * @return empty where it is not a plain absolute path
   */
  public static Optional<CleanPath> of(String target) {
    int query = target.indexOf('?');
    String raw = query < 0 ? target : target.substring(0, query);
    if (raw.isEmpty() || raw.charAt(0) != '/' || raw.length() > LONGEST) {
      return Optional.empty();
    }
    if (raw.length() == 1) {
      return Optional.of(new CleanPath(List.of()));
    }
    List<String> segments = new ArrayList<>();
    for (String part : raw.substring(1).split("/", -1)) {
      String segment = decoded(part);
      if (segment == null || !SEGMENT.matcher(segment).matches()) {
        return Optional.empty();
      }
      segments.add(segment);
    }
    return Optional.of(new CleanPath(segments));
  }

  /** Null where an escape is broken or hides a character that needs none. */
  private static String decoded(String part) {
    if (part.indexOf('%') < 0) {
      return part;
    }
    var plain = new StringBuilder(part.length());
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '%') {
        int high = i + 1 < part.length() ? Character.digit(part.charAt(i + 1), 16) : -1;
        int low = i + 2 < part.length() ? Character.digit(part.charAt(i + 2), 16) : -1;
        int code = high * 16 + low;
        if (high < 0 || low < 0 || code > 126) {
          return null;
        }
        plain.append((char) code);
        i += 2;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** The path in its one spelling. */
  public String written() {
    if (segments.isEmpty()) {
      return "/";
    }
    var path = new StringBuilder();
    for (String segment : segments) {
      path.append('/');
      for (byte b : segment.getBytes(StandardCharsets.US_ASCII)) {
        if (b == '{' || b == '}') {
          path.append(b == '{' ? "%7B" : "%7D");
        } else {
          path.append((char) b);
        }
      }
    }
    return path.toString();
  }

  public boolean startsWith(String... first) {
    if (segments.size() < first.length) {
      return false;
    }
    return segments.subList(0, first.length).equals(List.of(first));
  }
}
