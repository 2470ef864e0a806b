package nl.tenzij.school.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The moment of a command, as the school's clock on the wall shows it. */
public record Now(Instant moment, ZoneId zone) {

  public LocalDate today() {
    return day(moment);
  }

  public LocalDate day(Instant any) {
    return LocalDate.ofInstant(any, zone);
  }
}
