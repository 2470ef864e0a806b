package nl.tenzij.notification.sending;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.notification.hours.Hours;
import nl.tenzij.notification.message.Reason;

/** Whether a message that is due goes now, and with which others. */
sealed interface Departure {

  /** It goes now, in one mail with these others to the same guardian. */
  record Now(List<UUID> others) implements Departure {}

  /** It is held. */
  record Held(Reason reason, Instant until) implements Departure {}

  /** Another message to the same guardian goes first, and takes this one along. */
  record LedBy(UUID first) implements Departure {}

  /** A mail to the same guardian is under way: one at a time, so that no two senders part them. */
  record Behind() implements Departure {}

  Departure ALONE = new Now(List.of());

  /** A guardian reads a mail, not a book; what does not fit goes in the next one. */
  int MOST_TOGETHER = 10;

  /**
   * That what comes right after a mail waits, to go together.
   *
   * @param pause how long after a mail the next ones wait for each other
   * @param look how much later one that waited can be found
   * @param hours when the school may write: nobody hears of the afternoon next morning because
   *     there was a mail just before
   */
  record Gathering(Duration pause, Duration look, Hours hours) {

    /**
     * @param sent when the last mail went out, or null
     * @return until when the next one waits, or empty where it goes now
     */
    Optional<Instant> until(Instant sent, Instant now) {
      return Optional.ofNullable(sent)
          .map(last -> last.plus(pause))
          .filter(end -> end.isAfter(now) && hours.quietUntil(end.plus(look)).isEmpty());
    }
  }

  /**
   * Another mail to the same guardian that is still to go.
   *
   * @param claim the sender's claim that holds it or held it last, or null
   * @param attempts how often a sender took it
   */
  record Peer(UUID message, UUID claim, Instant due, int attempts) {

    boolean isUnderWay(Instant now) {
      return claim != null && due.isAfter(now);
    }

    /**
     * What a sender took together and may have handed over before it died goes again together and
     * with nothing else, so that it is the same mail. What was never under way goes with its like.
     */
    boolean goesWith(UUID otherClaim, Instant now) {
      return !due.isAfter(now) && Objects.equals(claim, otherClaim);
    }
  }

  /**
   * What is known of the mails to one guardian.
   *
   * @param lastSent when the last one went out, or null
   */
  record Mailbox(List<Peer> others, Instant lastSent) {

    /**
     * @param message the one that is due
     * @param claim its lapsed claim, or null
     */
    Departure of(UUID message, UUID claim, Gathering gathering, Instant now) {
      // One that broke its sender already does not keep the others waiting.
      if (others.stream().anyMatch(each -> each.isUnderWay(now) && each.attempts() <= 1)) {
        return new Behind();
      }
      Optional<Instant> gathersUntil = gathering.until(lastSent, now);
      if (gathersUntil.isPresent()) {
        return new Held(Reason.BURST, gathersUntil.get());
      }
      List<UUID> company =
          others.stream()
              .filter(each -> each.goesWith(claim, now))
              .map(Peer::message)
              .sorted()
              .toList();
      return company.isEmpty() || message.compareTo(company.getFirst()) < 0
          ? new Now(company.stream().limit(MOST_TOGETHER - 1).toList())
          : new LedBy(company.getFirst());
    }
  }
}
