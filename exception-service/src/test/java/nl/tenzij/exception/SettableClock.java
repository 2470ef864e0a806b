package nl.tenzij.exception;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The service's clock under test: goes on from whatever day a test sets it to. */
@Singleton
public class SettableClock extends Clock {

  private volatile Duration ahead = Duration.ZERO;

  public void goAhead(Duration by) {
    ahead = ahead.plus(by);
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
