package nl.tenzij.ledger.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/** A clock that is ahead of another one, by what can change while it goes. */
final class MovedClock extends Clock {

  private final Clock base;
  private final Supplier<Duration> ahead;

  MovedClock(Clock base, Supplier<Duration> ahead) {
    this.base = base;
    this.ahead = ahead;
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead.get());
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new MovedClock(base.withZone(zone), ahead);
  }
}
