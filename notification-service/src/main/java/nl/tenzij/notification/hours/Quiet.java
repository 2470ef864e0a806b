package nl.tenzij.notification.hours;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalTime;

/**
 * When a school leaves guardians in peace, by its policy. Times are of the clock on the wall there.
 *
 * @param quietFrom the first moment of a day that is quiet
 * @param quietUntil the first moment that no longer is; the morning for which all waits
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Quiet(
    LocalTime quietFrom, LocalTime quietUntil, boolean quietAtWeekends, boolean quietOnHolidays) {

  /** S1: no messages after 17:00, at weekends or on holidays. */
  static final Quiet UNLESS_TOLD = new Quiet(LocalTime.of(17, 0), LocalTime.of(8, 0), true, true);

  /** From five in the afternoon until eight is the usual case; from twelve until one is another. */
  boolean covers(LocalTime time) {
    boolean begun = !time.isBefore(quietFrom);
    boolean notOver = time.isBefore(quietUntil);
    return quietFrom.isBefore(quietUntil) ? begun && notOver : begun || notOver;
  }
}
