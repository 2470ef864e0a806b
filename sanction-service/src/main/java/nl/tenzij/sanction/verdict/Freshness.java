package nl.tenzij.sanction.verdict;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nl.tenzij.ledger.kafka.Blocked;
import nl.tenzij.ledger.kafka.Inbox;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.sanction.educationaluse.EducationalUseOverview;
import nl.tenzij.sanction.overview.SanctionOverview;

/** How far what verdicts rest on is behind what happened. */
@ApplicationScoped
public class Freshness {

  private final Subscriptions subscriptions;
  private final Inbox inbox;
  private final Clock clock;

  public Freshness(Subscriptions subscriptions, Inbox inbox, Clock clock) {
    this.subscriptions = subscriptions;
    this.inbox = inbox;
    this.clock = clock;
  }

  /**
   * The moment up to which all is in that happened here, and all that others told and we could take
   * in; empty while nobody can tell. A broker that is away is not noticed: nothing is told then.
   */
  public Optional<Instant> asOf() {
    double lag =
        Math.max(
            subscriptions.lag(SanctionOverview.NAME),
            subscriptions.lag(EducationalUseOverview.NAME));
    if (Double.isNaN(lag) || !inbox.isAlive()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Duration behind = Duration.ofMillis(Math.round(lag * 1000));
    Duration blocked =
        inbox.blocked().stream()
            .map(Blocked::since)
            .map(since -> Duration.between(since, Instant.now()))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return Optional.of(now.minus(behind.compareTo(blocked) > 0 ? behind : blocked));
  }
}
