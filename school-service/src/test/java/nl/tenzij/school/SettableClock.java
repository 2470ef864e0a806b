package nl.tenzij.school;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The service's clock under test: the machine's, until a test sets it; from there it goes on. */
@Singleton
public class SettableClock extends Clock {

  private volatile Duration ahead = Duration.ZERO;

  public void set(Instant moment) {
    ahead = Duration.between(Instant.now(), moment);
  }

  public void goBack() {
    ahead = Duration.ZERO;
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
