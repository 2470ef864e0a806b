package nl.tenzij.notification.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ContractSpec;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.MessageEvent;
import nl.tenzij.notification.message.MessageEvent.MessageCancelled;
import nl.tenzij.notification.message.MessageEvent.MessageClaimed;
import nl.tenzij.notification.message.MessageEvent.MessageFailed;
import nl.tenzij.notification.message.MessageEvent.MessageHeld;
import nl.tenzij.notification.message.MessageEvent.MessageQueued;
import nl.tenzij.notification.message.MessageEvent.MessageSent;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.message.Urgency;
import org.junit.jupiter.api.Test;

class ContractTest extends ContractSpec {

  private static final Instant AT = Instant.parse("2026-11-23T09:25:00Z");
  private static final Notice NOTICE =
      new Notice(
          "0b9e7d3c-2a41-4c55-8f6e-91d2c3b4a5f6",
          "0b9e7d3c-2a41-4c55-8f6e-91d2c3b4a5f7",
          "5f0c6a52-8c1e-4d6b-9b0d-3a4f1f2b7c10",
          "p-sam",
          "g-fatma",
          Channel.EMAIL,
          Urgency.NORMAL,
          new Notice.Text("sanction-warning", 1, "tr"),
          null);

  private final NotificationEvents publisher = new NotificationEvents();

  @Override
  protected List<Published> published() {
    return Stream.of(
            new MessageQueued(NOTICE, AT),
            new MessageQueued(withoutIncident(), AT),
            new MessageHeld(NOTICE, Reason.QUIET_HOURS, AT, AT),
            new MessageSent(NOTICE, "<1@school>", AT),
            new MessageFailed(NOTICE, Reason.NO_ADDRESS, AT),
            new MessageCancelled(NOTICE, Reason.REVOKED, AT))
        .flatMap(event -> publisher.publish(recorded(event)).stream())
        .toList();
  }

  /** A pupil's messages stay in order, and nothing tells how a sender works. */
  @Test
  void onlyWhatOthersActOnIsToldUnderThePupilsKey() {
    assertThat(published()).allMatch(each -> each.key().equals("p-sam"));
    assertThat(publisher.publish(recorded(new MessageClaimed(UUID.randomUUID(), AT, AT))))
        .isEmpty();
  }

  private static Notice withoutIncident() {
    return new Notice(
        NOTICE.event(),
        NOTICE.matter(),
        null,
        NOTICE.pupil(),
        NOTICE.guardian(),
        NOTICE.channel(),
        NOTICE.urgency(),
        NOTICE.text(),
        null);
  }

  private static Recorded<?> recorded(MessageEvent event) {
    return new Recorded<>(
        0,
        1,
        Messages.stream(new Board("stichting-tenboom"), new School("college-een"), NOTICE),
        1,
        UUID.randomUUID(),
        AT,
        new Meta(
            "notification-service", "service", UUID.randomUUID(), null, UUID.randomUUID(), null),
        event);
  }
}
