package nl.tenzij.sanction.verdict;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
   * The moment up to which all is in that happened here, and all that others had told by then,
   * whichever instance took it in; empty while nobody can tell. A broker that is away is noticed,
   * an instance that can't go on too; a neighbour that has not yet told what happened there is not.
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
            .map(unread -> longest(unread, Duration.ofMillis(Math.round(lag * 1000))))
            .map(clock.instant()::minus);
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
