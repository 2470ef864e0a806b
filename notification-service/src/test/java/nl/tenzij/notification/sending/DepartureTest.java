package nl.tenzij.notification.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.notification.hours.Hours;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.sending.Departure.Behind;
import nl.tenzij.notification.sending.Departure.Gathering;
import nl.tenzij.notification.sending.Departure.Held;
import nl.tenzij.notification.sending.Departure.LedBy;
import nl.tenzij.notification.sending.Departure.Mailbox;
import nl.tenzij.notification.sending.Departure.Now;
import nl.tenzij.notification.sending.Departure.Peer;
import org.junit.jupiter.api.Test;

/** What goes together to one guardian. */
class DepartureTest {

  private static final Instant NOW = Instant.parse("2026-11-23T09:25:00Z");
  private static final Instant DUE = NOW.minusSeconds(1);
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Hours USUAL = new Hours(null, null, null, null);
  private static final Gathering GATHER = gathering(Duration.ofMinutes(2));
  private static final UUID OURS = id(2);
  private static final UUID SENDER = id(100);
  private static final UUID OTHER_SENDER = id(101);

  @Test
  void aloneItGoesAtOnce() {
    assertThat(with().of(OURS, null, GATHER, NOW)).isEqualTo(new Now(List.of()));
  }

  @Test
  void takesAlongWhatIsDueToo() {
    Peer due = new Peer(id(3), null, DUE, 0);
    Peer notYet = new Peer(id(4), null, LATER, 1);
    assertThat(with(notYet, due).of(OURS, null, GATHER, NOW)).isEqualTo(new Now(List.of(id(3))));
  }

  @Test
  void allOfThemAgreeWhoLeads() {
    Peer first = new Peer(id(1), null, DUE, 0);
    Peer third = new Peer(id(3), null, DUE, 0);
    assertThat(with(first, third).of(OURS, null, GATHER, NOW)).isEqualTo(new LedBy(id(1)));
  }

  @Test
  void waitsBehindAMailThatIsUnderWay() {
    Peer underWay = new Peer(id(3), SENDER, LATER, 1);
    assertThat(with(underWay).of(OURS, null, GATHER, NOW)).isEqualTo(new Behind());
  }

  @Test
  void doesNotWaitBehindOneThatBreaksItsSender() {
    Peer breaking = new Peer(id(3), SENDER, LATER, 2);
    assertThat(with(breaking).of(OURS, null, GATHER, NOW)).isEqualTo(new Now(List.of()));
  }

  /** Else the mail that goes out again would be another one than the first time. */
  @Test
  void whatWentTogetherGoesAgainTogetherAndWithNothingElse() {
    Peer together = new Peer(id(3), SENDER, DUE, 1);
    Peer fresh = new Peer(id(1), null, DUE, 0);
    Peer ofAnother = new Peer(id(4), OTHER_SENDER, DUE, 1);
    Mailbox mailbox = with(together, fresh, ofAnother);
    assertThat(mailbox.of(OURS, SENDER, GATHER, NOW)).isEqualTo(new Now(List.of(id(3))));
  }

  @Test
  void afterAMailTheNextOnesGather() {
    Mailbox mailbox = new Mailbox(List.of(), NOW.minusSeconds(30));
    assertThat(mailbox.of(OURS, null, GATHER, NOW))
        .isEqualTo(new Held(Reason.BURST, NOW.plusSeconds(90)));
    assertThat(mailbox.of(OURS, null, GATHER, NOW.plusSeconds(90))).isEqualTo(new Now(List.of()));
    assertThat(mailbox.of(OURS, null, gathering(Duration.ZERO), NOW)).isEqualTo(new Now(List.of()));
  }

  /**
   * S1: quiet from 17:00 on, which is 16:00Z. What would wait for its like waits for no morning.
   */
  @Test
  void nothingGathersOverTheBorderOfTheQuietHours() {
    Mailbox mailbox =
        new Mailbox(List.of(new Peer(id(3), null, DUE, 0)), Instant.parse("2026-11-23T15:58:30Z"));
    Instant justBefore = Instant.parse("2026-11-23T15:59:00Z");
    assertThat(mailbox.of(OURS, null, GATHER, justBefore)).isEqualTo(new Now(List.of(id(3))));

    Instant early = Instant.parse("2026-11-23T15:57:30Z");
    assertThat(new Mailbox(List.of(), early).of(OURS, null, GATHER, early.plusSeconds(30)))
        .isEqualTo(new Held(Reason.BURST, early.plusSeconds(120)));
  }

  /** It is found a look later, and then it would be quiet. */
  @Test
  void norUpToTheBorder() {
    Instant sent = Instant.parse("2026-11-23T15:57:59.500Z");
    assertThat(new Mailbox(List.of(), sent).of(OURS, null, GATHER, sent.plusSeconds(60)))
        .isEqualTo(new Now(List.of()));
  }

  @Test
  void aMailHasAnEnd() {
    Peer[] many =
        Stream.iterate(3, i -> i + 1)
            .limit(40)
            .map(i -> new Peer(id(i), null, DUE, 0))
            .toArray(Peer[]::new);
    assertThat(with(many).of(OURS, null, GATHER, NOW))
        .isInstanceOfSatisfying(
            Now.class,
            now -> assertThat(now.others()).hasSize(Departure.MOST_TOGETHER - 1).contains(id(3)));
  }

  private static Mailbox with(Peer... others) {
    return new Mailbox(List.of(others), null);
  }

  private static Gathering gathering(Duration pause) {
    return new Gathering(pause, LOOK, USUAL);
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }
}
