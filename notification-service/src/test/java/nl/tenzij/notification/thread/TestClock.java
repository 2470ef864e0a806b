package nl.tenzij.notification.thread;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import nl.tenzij.notification.hours.Hours;

/**
 * The service's clock in tests: it runs as any, from a Monday morning on, so that what is tried at
 * night or on a Sunday is not held; and it can be moved on, never back, and made to stand still.
 */
@Singleton
public class TestClock extends Clock {

  private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");

  private volatile Duration ahead = Duration.between(Instant.now(), MONDAY);
  private volatile Instant standing;

  /** To a moment that is still to come. */
  void moveTo(Instant moment) {
    if (moment.isBefore(instant())) {
      throw new IllegalArgumentException("a clock does not run backwards");
    }
    ahead = Duration.between(Instant.now(), moment);
  }

  /** On to when schools of which nothing is known may write again. */
  void moveToSchoolHours() {
    new Hours(null, null, null, null).quietUntil(instant()).ifPresent(this::moveTo);
  }

  /** A zone in which it is between eight and nine in the evening now, on a weekday. */
  String evening() {
    int hour = instant().atZone(ZoneId.of("UTC")).getHour();
    int ahead = 20 - hour;
    // These names have their signs the other way round.
    return ahead > 14
        ? "Etc/GMT+" + (24 - ahead)
        : "Etc/GMT" + (ahead >= 0 ? "-" : "+") + Math.abs(ahead);
  }

  /** So that what follows comes within any time, however slow the machine is. */
  void stand() {
    standing = instant();
  }

  /** From where it stands, if it does. */
  void goOn() {
    if (standing != null) {
      ahead = Duration.between(Instant.now(), standing);
      standing = null;
    }
  }

  @Override
  public Instant instant() {
    Instant still = standing;
    return still == null ? Instant.now().plus(ahead) : still;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return standing == null ? Clock.offset(Clock.system(zone), ahead) : Clock.fixed(standing, zone);
  }
}
