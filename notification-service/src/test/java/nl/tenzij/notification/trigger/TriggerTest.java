package nl.tenzij.notification.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Message;
import nl.tenzij.notification.message.MessageDecider;
import nl.tenzij.notification.message.MessageEvent;
import nl.tenzij.notification.message.MessageEvent.MessageCancelled;
import nl.tenzij.notification.message.MessageEvent.MessageClaimed;
import nl.tenzij.notification.message.MessageEvent.MessageDeferred;
import nl.tenzij.notification.message.MessageEvent.MessageFailed;
import nl.tenzij.notification.message.MessageEvent.MessageHeld;
import nl.tenzij.notification.message.MessageEvent.MessagePostponed;
import nl.tenzij.notification.message.MessageEvent.MessageQueued;
import nl.tenzij.notification.message.MessageEvent.MessageSent;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.message.Urgency;
import nl.tenzij.notification.template.TestTemplates;
import org.junit.jupiter.api.Test;

/** What a suspension and its end come to, for one guardian. */
class TriggerTest {

  private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();
  private static final String SUSPENDED = "exemption-suspended";
  private static final String RESUMED = "exemption-resumed";
  private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-24T09:00:00Z");
  private static final Instant EVENING = Instant.parse("2026-11-25T17:00:00Z");
  private static final Instant MORNING = Instant.parse("2026-11-26T07:00:00Z");

  private final Trigger resumed =
      Triggers.shipped(JSON, TestTemplates.create()).telling().stream()
          .filter(row -> row.template().name().equals(RESUMED))
          .findFirst()
          .orElseThrow();

  @Test
  void whatWaitsForItsHourIsTakenBackAndWhatWasTriedIsNot() {
    Message held = message(held(SUSPENDED));
    assertThat(resumed.overtaken(held)).contains(Reason.REVOKED);
    assertThat(resumed.overtaken(sent(SUSPENDED, MONDAY))).isEmpty();
    assertThat(resumed.overtaken(message(held("exemption-granted")))).isEmpty();
    Message triedByDay =
        message(
            queued(SUSPENDED, MONDAY),
            claimed(MONDAY),
            new MessageDeferred(Reason.MAIL_SERVER_AWAY, EVENING, MONDAY),
            new MessagePostponed(Reason.QUIET_HOURS, MORNING, EVENING));
    assertThat(resumed.overtaken(triedByDay)).isEmpty();
    assertThat(resumed.isNewsTo(List.of(triedByDay))).isTrue();
  }

  /** Hours of school passed without the aid: it could have been told in them. */
  @Test
  void whatWaitedForOtherMessagesFirstIsNotTakenBack() {
    MessageEvent gathering =
        new MessagePostponed(Reason.BURST, MONDAY.plusSeconds(600), MONDAY.plusSeconds(2));
    Message waits = message(queued(SUSPENDED, MONDAY), gathering);
    assertThat(resumed.overtaken(waits)).isEmpty();
    Message waitsOn =
        message(
            queued(SUSPENDED, MONDAY),
            gathering,
            new MessagePostponed(Reason.QUIET_HOURS, MORNING, EVENING));
    assertThat(resumed.overtaken(waitsOn)).isEmpty();
    assertThat(resumed.isNewsTo(List.of(waits))).isTrue();
  }

  @Test
  void whoHeardOfNoneHearsOfNoEnd() {
    assertThat(resumed.isNewsTo(List.of(takenBack()))).isFalse();
    assertThat(resumed.isNewsTo(List.of(takenBack(), sent("exemption-granted", MONDAY)))).isFalse();
  }

  /** By whatever channel. */
  @Test
  void whoHeardOfOneHearsOfItsEnd() {
    assertThat(resumed.isNewsTo(List.of())).isTrue();
    assertThat(resumed.isNewsTo(List.of(sent(SUSPENDED, MONDAY)))).isTrue();
    assertThat(resumed.isNewsTo(List.of(takenBack(), sent(SUSPENDED, MONDAY)))).isTrue();
  }

  @Test
  void whoHeardLastThatItHoldsAgainNeedNotHearItAgain() {
    List<Message> both = List.of(sent(SUSPENDED, MONDAY), sent(RESUMED, TUESDAY), takenBack());
    assertThat(resumed.isNewsTo(both)).isFalse();
    List<Message> again = List.of(sent(RESUMED, MONDAY), sent(SUSPENDED, TUESDAY), takenBack());
    assertThat(resumed.isNewsTo(again)).isTrue();
  }

  @Test
  void whatDidNotArriveWasNotHeard() {
    Notice notice = notice(SUSPENDED);
    Message failed =
        message(queued(SUSPENDED, MONDAY), new MessageFailed(notice, Reason.NO_ADDRESS, MONDAY));
    assertThat(resumed.isNewsTo(List.of(failed, takenBack()))).isFalse();
    Message doubtful =
        message(
            queued(SUSPENDED, MONDAY),
            claimed(MONDAY),
            new MessageFailed(notice, Reason.GIVEN_UP, MONDAY));
    assertThat(resumed.isNewsTo(List.of(doubtful, takenBack()))).isTrue();
  }

  private static Message takenBack() {
    return message(
        held(SUSPENDED), new MessageCancelled(notice(SUSPENDED), Reason.REVOKED, EVENING));
  }

  private static Message sent(String template, Instant at) {
    return message(
        queued(template, at), claimed(at), new MessageSent(notice(template), "portal", at));
  }

  private static MessageEvent held(String template) {
    return new MessageHeld(notice(template), Reason.QUIET_HOURS, MORNING, EVENING);
  }

  private static MessageEvent queued(String template, Instant at) {
    return new MessageQueued(notice(template), at);
  }

  private static MessageEvent claimed(Instant at) {
    return new MessageClaimed(UUID.randomUUID(), at.plusSeconds(120), at);
  }

  private static Message message(MessageEvent... events) {
    MessageDecider decider = new MessageDecider();
    return Arrays.stream(events).reduce(decider.initial(), decider::evolve, (_, last) -> last);
  }

  private static Notice notice(String template) {
    return new Notice(
        UUID.randomUUID().toString(),
        "7b1f9a52-3c4d-4e6f-8a9b-0c1d2e3f4a5b",
        null,
        "p-sam",
        "g-fatma",
        Channel.EMAIL,
        Urgency.NORMAL,
        new Notice.Text(template, 1, "tr"),
        null);
  }
}
