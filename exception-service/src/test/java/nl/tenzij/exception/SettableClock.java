package nl.tenzij.exception;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * The service's clock under test: goes on from whatever day a test sets it to. At night it begins
 * in the morning, so that no midnight comes while a test runs, nor lies between a day and the same
 * hour of another where the clock was changed.
 */
@Singleton
public class SettableClock extends Clock {

  private static final ZoneId SCHOOL = ZoneId.of("Europe/Amsterdam");
  private static final Duration BEGIN = begin(ZonedDateTime.now(SCHOOL));

  private volatile Duration ahead = BEGIN;

  private static Duration begin(ZonedDateTime now) {
    if (now.getHour() >= 2 && now.getHour() < 22) {
      return Duration.ZERO;
    }
    LocalDate day = now.getHour() < 2 ? now.toLocalDate() : now.toLocalDate().plusDays(1);
    return Duration.between(now, day.atTime(6, 0).atZone(SCHOOL));
  }

  /** The moment at which it begins, or would be if nobody had set it. */
  public static Instant now() {
    return Instant.now().plus(BEGIN);
  }

  public void goAhead(Duration by) {
    ahead = ahead.plus(by);
  }

  public void goBack() {
    ahead = BEGIN;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(Clock.system(zone), ahead);
  }
}
