package nl.tenzij.sanction.verdict;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
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
   * in; empty while nobody can tell. A broker that is away is noticed, a neighbour that has not yet
   * told what happened there is not.
   */
  public Optional<Instant> asOf() {
    double lag =
        Math.max(
            subscriptions.lag(SanctionOverview.NAME),
            subscriptions.lag(EducationalUseOverview.NAME));
    return Double.isNaN(lag) || !inbox.isAlive()
        ? Optional.empty()
        : inbox
            .sinceAllWasRead()
            .map(unread -> longest(unread, Duration.ofMillis(Math.round(lag * 1000)), blocked()))
            .map(clock.instant()::minus);
  }

  private Duration blocked() {
    Instant now = Instant.now();
    return inbox.blocked().stream()
        .map(Blocked::since)
        .map(since -> Duration.between(since, now))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Duration longest(Duration... all) {
    return Stream.of(all).max(Duration::compareTo).orElseThrow();
  }
}
