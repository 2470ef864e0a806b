package nl.tenzij.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nl.tenzij.notification.message.MessageCommand.ClaimMessage;
import nl.tenzij.notification.message.MessageCommand.DeferMessage;
import nl.tenzij.notification.message.MessageCommand.FailMessage;
import nl.tenzij.notification.message.MessageCommand.HoldMessage;
import nl.tenzij.notification.message.MessageCommand.OvertakeMessage;
import nl.tenzij.notification.message.MessageCommand.PostponeMessage;
import nl.tenzij.notification.message.MessageCommand.QueueMessage;
import nl.tenzij.notification.message.MessageCommand.RecordBounce;
import nl.tenzij.notification.message.MessageCommand.RecordDelivery;
import nl.tenzij.notification.message.MessageCommand.RecordReading;
import nl.tenzij.notification.message.MessageCommand.RecordSent;
import nl.tenzij.notification.message.MessageCommand.ReleaseMessage;
import nl.tenzij.notification.message.MessageCommand.WithholdMessage;
import nl.tenzij.notification.message.MessageEvent.MessageDeferred;
import nl.tenzij.notification.message.MessageEvent.MessageHeld;
import nl.tenzij.notification.message.MessageEvent.MessageOvertaken;
import nl.tenzij.notification.message.MessageEvent.MessageQueued;
import nl.tenzij.notification.message.MessageEvent.MessageSent;

/** What holds for every message, whatever senders and carriers do in whatever order. */
class MessagePropertiesTest {

  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final FollowUp FOLLOW_UP = new FollowUp("event-2", "sanction-revoked", 1);
  private static final Notice NOTICE =
      new Notice(
          "event-1",
          "sanction-1",
          "incident-1",
          "p-sam",
          "g-fatma",
          Channel.EMAIL,
          Urgency.NORMAL,
          new Notice.Text("sanction-warning", 1, "tr"),
          null);

  private final MessageDecider decider = new MessageDecider();

  /** A command, some seconds after the one before. */
  record Step(int kind, int sender, int seconds) {}

  private record Lived(Message message, List<MessageEvent> events) {}

  @Property
  void isWrittenDownOnceSentOnceAndFollowedUpOnce(@ForAll("steps") List<Step> steps) {
    List<MessageEvent> events = live(steps).events();

    assertThat(events)
        .filteredOn(each -> each instanceof MessageQueued || each instanceof MessageHeld)
        .hasSizeLessThanOrEqualTo(1);
    assertThat(events).filteredOn(MessageSent.class::isInstance).hasSizeLessThanOrEqualTo(1);
    assertThat(events).filteredOn(MessageOvertaken.class::isInstance).hasSizeLessThanOrEqualTo(1);
  }

  @Property
  void whatIsFinalStaysAsItIs(
      @ForAll("steps") List<Step> before, @ForAll("steps") List<Step> after) {
    Message last = live(before).message();
    List<Step> all = new ArrayList<>(before);
    all.addAll(after);

    if (last.life() == Life.FAILED || last.life() == Life.CANCELLED) {
      assertThat(live(all).message().life()).isEqualTo(last.life());
      assertThat(live(all).message().reason()).isEqualTo(last.reason());
    }
  }

  /** Nobody is left believing what no longer holds: it was stopped, or a follow-up is asked for. */
  @Property
  void overtakenIsStoppedOrFollowedUp(@ForAll("steps") List<Step> steps) {
    List<Step> all = new ArrayList<>(steps);
    all.add(new Step(OVERTAKE, 0, 1));
    // Long after: any claim has lapsed, its morning has come, and somebody looks.
    all.add(new Step(RELEASE, 1, 1000));
    all.add(new Step(CLAIM, 1, 0));
    Lived lived = live(all);

    if (lived.message().exists()) {
      boolean wentOut = lived.events().stream().anyMatch(MessageSent.class::isInstance);
      boolean followed = lived.events().stream().anyMatch(MessageOvertaken.class::isInstance);
      boolean ended = lived.message().life().isFinal();
      assertThat(ended || followed).isTrue();
      if (wentOut && lived.message().life() != Life.FAILED) {
        assertThat(followed).isTrue();
      }
      boolean mayHaveGone = lived.events().stream().anyMatch(MessageDeferred.class::isInstance);
      if (mayHaveGone && lived.message().reason() == Reason.REVOKED) {
        assertThat(followed).isTrue();
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> kind = Arbitraries.integers().between(0, KINDS - 1);
    Arbitrary<Integer> sender = Arbitraries.integers().between(0, 2);
    Arbitrary<Integer> seconds = Arbitraries.integers().between(0, 100);
    return Combinators.combine(kind, sender, seconds).as(Step::new).list().ofMaxSize(25);
  }

  private static final int RELEASE = 2;
  private static final int CLAIM = 3;
  private static final int OVERTAKE = 10;
  private static final int KINDS = 13;

  private Lived live(List<Step> steps) {
    Message message = decider.initial();
    List<MessageEvent> events = new ArrayList<>();
    Instant now = START;
    for (Step step : steps) {
      now = now.plusSeconds(step.seconds());
      for (MessageEvent event : decider.decide(command(step, now), message)) {
        message = decider.evolve(message, event);
        events.add(event);
      }
    }
    return new Lived(message, events);
  }

  private static MessageCommand command(Step step, Instant now) {
    UUID sender = new UUID(0, step.sender());
    return switch (step.kind()) {
      case 0 -> new QueueMessage(NOTICE, now);
      case 1 -> new HoldMessage(NOTICE, Reason.QUIET_HOURS, now.plusSeconds(50), now);
      case RELEASE -> new ReleaseMessage(now);
      case CLAIM -> new ClaimMessage(sender, now, now.plusSeconds(120));
      case 4 -> new RecordSent(sender, "<1@school>", now);
      case 5 -> new DeferMessage(sender, Reason.MAIL_SERVER_SILENT, now.plusSeconds(10), now);
      case 6 -> new FailMessage(sender, Reason.MAIL_REFUSED, now);
      case 7 -> new WithholdMessage(sender, Reason.NOT_TO_BE_INFORMED, now);
      case 8 -> new RecordDelivery(now);
      case 9 -> new RecordReading(now);
      case OVERTAKE -> new OvertakeMessage(FOLLOW_UP, now);
      case 11 -> new PostponeMessage(Reason.BURST, now.plusSeconds(70), now);
      default -> new RecordBounce(now);
    };
  }
}
