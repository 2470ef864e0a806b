package nl.tenzij.gateway.route;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code schools/{school}/policies/**}: literal segments, {@code {name}} for any one segment, and
 * at the end perhaps {@code **} for nothing or anything more.
 */
record PathTemplate(String text, List<String> segments, boolean open)
    implements Comparable<PathTemplate> {

  private static final Pattern FORM =
      Pattern.compile("([a-z0-9-]+|\\{[a-z]+})(/([a-z0-9-]+|\\{[a-z]+}))*(/\\*\\*)?");

  private static final Comparator<PathTemplate> MOST_SPECIFIC_FIRST =
      Comparator.comparingInt((PathTemplate t) -> -t.segments.size())
          .thenComparing(t -> t.open)
          .thenComparingLong(t -> t.segments.stream().filter(PathTemplate::variable).count())
          .thenComparing(PathTemplate::text);

  static PathTemplate of(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a path template: " + text);
    }
    boolean open = text.endsWith("/**");
    String fixed = open ? text.substring(0, text.length() - 3) : text;
    return new PathTemplate(text, List.of(fixed.split("/")), open);
  }

  boolean matches(List<String> path) {
    if (path.size() < segments.size() || (path.size() > segments.size() && !open)) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (!variable(segment) && !segment.equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean variable(String segment) {
    return segment.charAt(0) == '{';
  }

  @Override
  public int compareTo(PathTemplate other) {
    return MOST_SPECIFIC_FIRST.compare(this, other);
  }
}
