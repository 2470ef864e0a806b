package nl.tenzij.ledger.subscription;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import nl.tenzij.ledger.subscription.Subscriptions.Checkpoint;

/**
 * Since when a checkpoint stands where it stands although events wait, whoever should move it: this
 * process, a frozen one elsewhere, nobody.
 */
final class Watch {

  /**
   * A checkpoint that is behind.
   *
   * @param lag seconds that the oldest event behind it has waited
   */
  record Seen(long position, double lag) {}

  private record Standing(Seen seen, Instant since) {}

  private Map<Checkpoint, Standing> standing = Map.of();
  private boolean blind = true;

  /**
   * @param behind all checkpoints that are
   */
  synchronized void saw(Map<Checkpoint, Seen> behind) {
    Instant now = Instant.now();
    Map<Checkpoint, Standing> next = new HashMap<>();
    behind.forEach(
        (at, seen) -> {
          Standing before = standing.get(at);
          boolean moved = before == null || before.seen().position() != seen.position();
          next.put(at, new Standing(seen, moved ? now : before.since()));
        });
    standing = next;
    blind = false;
  }

  /** The database could not be asked. */
  synchronized void blind() {
    blind = true;
  }

  /** Null where nothing waits, or where it has moved since. */
  synchronized Instant standingSince(Checkpoint at, long position) {
    Standing found = standing.get(at);
    return found == null || found.seen().position() != position ? null : found.since();
  }

  /** Over all partitions; not a number while nobody can tell. */
  synchronized double lag(String subscription) {
    return blind
        ? Double.NaN
        : standing.entrySet().stream()
            .filter(each -> each.getKey().subscription().equals(subscription))
            .mapToDouble(each -> each.getValue().seen().lag())
            .max()
            .orElse(0);
  }
}
