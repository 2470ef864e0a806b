package nl.tenzij.sanction;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The service's clock in tests: real until it is set. */
@Alternative
@Priority(1)
@Singleton
public class SetClock extends Clock {

  private volatile Instant set;

  public void set(Instant moment) {
    set = moment;
  }

  public void release() {
    set = null;
  }

  @Override
  public Instant instant() {
    Instant fixed = set;
    return fixed == null ? Instant.now() : fixed;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
