package nl.tenzij.notification.hours;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalTime;
import java.util.Set;

/**
 * When a school leaves guardians in peace, and what is important enough to come to them by itself,
 * by its policy. Times are of the clock on the wall there.
 *
 * @param quietFrom the first moment of a day that is quiet
 * @param quietUntil the first moment that no longer is; the morning for which all waits. The same
 *     as {@code quietFrom} where no hour is quiet
 * @param pushed what may come to a guardian's own mailbox; the rest lies in the portal
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Quiet(
    LocalTime quietFrom,
    LocalTime quietUntil,
    boolean quietAtWeekends,
    boolean quietOnHolidays,
    Set<String> pushed) {

  /**
   * S1: no messages after 17:00, at weekends or on holidays, and by themselves important ones only.
   */
  static final Quiet UNLESS_TOLD =
      new Quiet(LocalTime.of(17, 0), LocalTime.of(8, 0), true, true, Set.of());

  public Quiet {
    pushed = pushed == null ? Set.of() : Set.copyOf(pushed);
  }

  /** From five in the afternoon until eight is the usual case; from twelve until one is another. */
  boolean covers(LocalTime time) {
    boolean begun = !time.isBefore(quietFrom);
    boolean notOver = time.isBefore(quietUntil);
    return switch (Integer.signum(quietFrom.compareTo(quietUntil))) {
      case -1 -> begun && notOver;
      case 1 -> begun || notOver;
      default -> false;
    };
  }
}
