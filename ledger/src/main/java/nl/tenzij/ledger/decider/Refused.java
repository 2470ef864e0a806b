package nl.tenzij.ledger.decider;

import java.util.List;
import java.util.Objects;

/**
 * A rule of the domain forbids a command. The code is stable and machine-readable
 * ("ban-needs-confirmation"); the detail is a sentence for people and holds nothing personal. Where
 * several things stand in the way, the points name each of them.
 */
public final class Refused extends RuntimeException {

  private final String code;
  private final transient List<Point> points;

  /**
   * One of the things that stand in the way.
   *
   * @param where the part of the command it is about ("useRules[0]"); empty for all of it
   */
  public record Point(String where, String code, String detail) {}

  public Refused(String code, String detail) {
    this(code, detail, List.of());
  }

  public Refused(String code, String detail, List<Point> points) {
    super(Objects.requireNonNull(detail), null, false, false);
    this.code = Objects.requireNonNull(code);
    this.points = List.copyOf(points);
  }

  public String code() {
    return code;
  }

  public String detail() {
    return getMessage();
  }

  /** Empty where the code and the detail say it all. */
  public List<Point> points() {
    return points;
  }
}
