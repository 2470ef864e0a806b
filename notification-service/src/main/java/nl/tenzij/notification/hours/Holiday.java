package nl.tenzij.notification.hours;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;

/**
 * Days without school.
 *
 * @param until the last of them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Holiday(LocalDate from, LocalDate until) {

  boolean covers(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(until);
  }
}
