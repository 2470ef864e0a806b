package nl.tenzij.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.notification.message.MessageCommand.ClaimMessage;
import nl.tenzij.notification.message.MessageCommand.CorrectFollowUp;
import nl.tenzij.notification.message.MessageCommand.DeferMessage;
import nl.tenzij.notification.message.MessageCommand.DropMessage;
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
import nl.tenzij.notification.message.MessageCommand.WithdrawMessage;
import nl.tenzij.notification.message.MessageCommand.WithholdMessage;
import nl.tenzij.notification.message.MessageEvent.MessageCancelled;
import nl.tenzij.notification.message.MessageEvent.MessageClaimed;
import nl.tenzij.notification.message.MessageEvent.MessageDeferred;
import nl.tenzij.notification.message.MessageEvent.MessageDelivered;
import nl.tenzij.notification.message.MessageEvent.MessageFailed;
import nl.tenzij.notification.message.MessageEvent.MessageHeld;
import nl.tenzij.notification.message.MessageEvent.MessageOvertaken;
import nl.tenzij.notification.message.MessageEvent.MessagePostponed;
import nl.tenzij.notification.message.MessageEvent.MessageQueued;
import nl.tenzij.notification.message.MessageEvent.MessageRead;
import nl.tenzij.notification.message.MessageEvent.MessageReleased;
import nl.tenzij.notification.message.MessageEvent.MessageSent;
import nl.tenzij.notification.message.MessageEvent.OvertakingAwaited;
import org.junit.jupiter.api.Test;

class MessageDeciderTest {

  private static final Instant AT = Instant.parse("2026-11-23T09:25:00Z");
  private static final Instant LATER = AT.plusSeconds(60);
  private static final Instant LAPSED = AT.plusSeconds(121);
  private static final UUID OURS = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final UUID THEIRS = UUID.fromString("00000000-0000-0000-0000-000000000002");
  private static final FollowUp REVOCATION = new FollowUp("event-2", "sanction-revoked", 1);

  private static final Notice NOTICE =
      new Notice(
          "event-1",
          "sanction-1",
          "incident-1",
          "p-sam",
          "g-fatma",
          Channel.EMAIL,
          Urgency.NORMAL,
          new Notice.Text("device-ban-confirmed", 1, "tr"),
          new Period(LocalDate.of(2026, 11, 24), LocalDate.of(2026, 12, 23)));

  private static final MessageQueued QUEUED = new MessageQueued(NOTICE, AT);
  private static final MessageHeld HELD = new MessageHeld(NOTICE, Reason.QUIET_HOURS, LATER, AT);
  private static final MessageClaimed CLAIMED = new MessageClaimed(OURS, AT.plusSeconds(120), AT);
  private static final MessageSent SENT = new MessageSent(NOTICE, "<1@school>", AT);
  private static final MessageFailed FAILED = new MessageFailed(NOTICE, Reason.MAIL_REFUSED, AT);
  private static final MessageCancelled CANCELLED =
      new MessageCancelled(NOTICE, Reason.REVOKED, LATER);

  private final DeciderSpec<MessageCommand, Message, MessageEvent> message =
      DeciderSpec.of(new MessageDecider());

  @Test
  void isWrittenDownOnce() {
    message.given().when(new QueueMessage(NOTICE, AT)).then(QUEUED);
    message.given(QUEUED).when(new QueueMessage(NOTICE, LATER)).thenNothing();
    message.given(QUEUED, CLAIMED, SENT).when(new QueueMessage(NOTICE, LATER)).thenNothing();
    message.given(QUEUED, CANCELLED).when(new QueueMessage(NOTICE, LATER)).thenNothing();
  }

  @Test
  void isHeldAndThenReleasedNeverDropped() {
    message.given().when(new HoldMessage(NOTICE, Reason.QUIET_HOURS, LATER, AT)).then(HELD);
    message.given(HELD).when(new ReleaseMessage(AT)).thenNothing();
    message.given(HELD).when(claim(OURS, AT)).thenNothing();
    message.given(HELD).when(new ReleaseMessage(LATER)).then(new MessageReleased(LATER));
    message
        .given(HELD, new MessageReleased(LATER))
        .when(claim(OURS, LATER))
        .then(new MessageClaimed(OURS, LATER.plusSeconds(120), LATER));
    message.given(QUEUED).when(new ReleaseMessage(LATER)).thenNothing();
  }

  @Test
  void canBeHeldAgainAndLonger() {
    MessagePostponed postponed = new MessagePostponed(Reason.QUIET_HOURS, LAPSED, LATER);
    message.given(QUEUED).when(postpone(LATER)).then(postponed);
    message.given(HELD).when(postpone(LATER)).then(postponed);
    message.given(HELD, postponed).when(postpone(LATER)).thenNothing();
    message.given(HELD, postponed).when(new ReleaseMessage(LATER)).thenNothing();
    message
        .given(HELD, postponed)
        .when(new ReleaseMessage(LAPSED))
        .then(new MessageReleased(LAPSED));
    message.given(QUEUED, CLAIMED).when(postpone(LATER)).thenNothing();
    message.given(QUEUED, CLAIMED, SENT).when(postpone(LATER)).thenNothing();
    message.given(QUEUED, CANCELLED).when(postpone(LATER)).thenNothing();
    message.given().when(postpone(LATER)).thenNothing();
  }

  /** Else a message that was tried on a Friday would be given up on Monday morning. */
  @Test
  void patienceDoesNotRunWhileItIsHeld() {
    message
        .given(
            QUEUED,
            CLAIMED,
            new MessageDeferred(Reason.MAIL_SERVER_AWAY, LATER, AT),
            new MessagePostponed(Reason.QUIET_HOURS, LAPSED, LATER))
        .when(new ReleaseMessage(LAPSED))
        .thenState(
            state -> {
              assertThat(state.queued()).isEqualTo(AT.plus(Duration.between(LATER, LAPSED)));
              assertThat(state.attempts()).isEqualTo(1);
            });
  }

  /** While school-service was away nobody could say whether there is a tie. */
  @Test
  void aTieIsMissedFromTheAttemptOnThatFoundNone() {
    MessageDeferred away = new MessageDeferred(Reason.SCHOOL_SERVICE_AWAY, LATER, AT);
    MessageDeferred untied = new MessageDeferred(Reason.NO_LONGER_KNOWN, LAPSED, LATER);
    Message.Untied first = new Message.Untied(LATER, 1);
    message
        .given(QUEUED, CLAIMED, away, CLAIMED, untied)
        .when(claim(OURS, LAPSED))
        .thenState(state -> assertThat(state.untied(AT)).isEqualTo(first));
    message
        .given(QUEUED, CLAIMED, away, CLAIMED, untied, CLAIMED, away)
        .when(claim(OURS, LAPSED))
        .thenState(state -> assertThat(state.untied(AT)).isEqualTo(new Message.Untied(AT, 3)));
    message
        .given(
            QUEUED,
            CLAIMED,
            away,
            CLAIMED,
            untied,
            new MessagePostponed(Reason.QUIET_HOURS, LAPSED, LATER))
        .when(new ReleaseMessage(LAPSED))
        .thenState(
            state ->
                assertThat(state.untied(AT))
                    .as("while it is held no time runs")
                    .isEqualTo(new Message.Untied(LAPSED, 1)));
  }

  @Test
  void whatIsToldAnewNeedNotBeToldBefore() {
    WithdrawMessage withdraw = new WithdrawMessage(Reason.REPLACED, LATER);
    MessageCancelled replaced = new MessageCancelled(NOTICE, Reason.REPLACED, LATER);
    message.given(QUEUED).when(withdraw).then(replaced);
    message.given(HELD).when(withdraw).then(replaced);
    message
        .given(HELD)
        .when(new WithdrawMessage(Reason.REVOKED, LATER))
        .then(new MessageCancelled(NOTICE, Reason.REVOKED, LATER));
    message.given(QUEUED, CLAIMED).when(withdraw).thenNothing();
    message.given(QUEUED, CLAIMED, SENT).when(withdraw).thenNothing();
    message.given(QUEUED, CANCELLED).when(withdraw).thenNothing();
    message.given().when(withdraw).thenNothing();
  }

  /** Also what is in a sender's hands; how that ends changes nothing any more. */
  @Test
  void whoIsForgottenIsToldNothing() {
    DropMessage drop = new DropMessage(LATER);
    MessageFailed dropped = new MessageFailed(NOTICE, Reason.NO_LONGER_KNOWN, LATER);
    message.given(QUEUED).when(drop).then(dropped);
    message.given(HELD).when(drop).then(dropped);
    message.given(QUEUED, CLAIMED).when(drop).then(dropped);
    message.given(QUEUED, CLAIMED, dropped).when(sent(OURS)).thenNothing();
    message.given(QUEUED, CLAIMED, SENT).when(drop).thenNothing();
    message.given(QUEUED, CANCELLED).when(drop).thenNothing();
    message.given().when(drop).thenNothing();
  }

  /** A sender that died may have handed it over: waiting for the morning does not undo that. */
  @Test
  void whatMayBeOutIsFollowedUpAlsoWhenItWasHeldSince() {
    MessagePostponed held =
        new MessagePostponed(Reason.QUIET_HOURS, LAPSED.plusSeconds(60), LAPSED);
    OvertakingAwaited awaited = new OvertakingAwaited(REVOCATION, LAPSED);
    message
        .given(QUEUED, CLAIMED, held)
        .when(new OvertakeMessage(REVOCATION, LAPSED))
        .then(awaited);
    Instant morning = LAPSED.plusSeconds(60);
    message
        .given(QUEUED, CLAIMED, held, awaited, new MessageReleased(morning))
        .when(claim(THEIRS, morning))
        .then(
            new MessageCancelled(NOTICE, Reason.REVOKED, morning),
            new MessageOvertaken(NOTICE, REVOCATION, morning));
    message.given(QUEUED, CLAIMED, held).when(sent(OURS)).then(SENT);
  }

  /** The mail server may have taken it before it fell silent. */
  @Test
  void whatMayBeOutIsFollowedUpAlsoWhenNobodyKnows() {
    OvertakingAwaited awaited = new OvertakingAwaited(REVOCATION, LATER);
    message
        .given(QUEUED, CLAIMED, awaited)
        .when(defer(OURS))
        .then(
            new MessageCancelled(NOTICE, Reason.REVOKED, LATER),
            new MessageOvertaken(NOTICE, REVOCATION, LATER));
    message
        .given(QUEUED, CLAIMED, awaited)
        .when(new FailMessage(OURS, Reason.GIVEN_UP, LATER))
        .then(
            new MessageFailed(NOTICE, Reason.GIVEN_UP, LATER),
            new MessageOvertaken(NOTICE, REVOCATION, LATER));
    message
        .given(QUEUED, CLAIMED, awaited)
        .when(new FailMessage(OURS, Reason.NO_ADDRESS, LATER))
        .then(new MessageFailed(NOTICE, Reason.NO_ADDRESS, LATER));
  }

  @Test
  void oneSenderAtATimeHoldsIt() {
    message.given(QUEUED).when(claim(OURS, AT)).then(CLAIMED);
    message.given(QUEUED, CLAIMED).when(claim(THEIRS, LATER)).thenNothing();
    message
        .given(QUEUED, CLAIMED)
        .when(claim(THEIRS, LAPSED))
        .then(new MessageClaimed(THEIRS, LAPSED.plusSeconds(120), LAPSED));
  }

  @Test
  void onlyTheHolderSaysThatItDidNotGo() {
    MessageDeferred deferred =
        new MessageDeferred(Reason.MAIL_SERVER_SILENT, LATER.plusSeconds(10), LATER);
    message.given(QUEUED, CLAIMED).when(defer(OURS)).then(deferred);
    message.given(QUEUED, CLAIMED).when(defer(THEIRS)).thenNothing();
    message
        .given(QUEUED, CLAIMED)
        .when(new FailMessage(THEIRS, Reason.NO_ADDRESS, LATER))
        .thenNothing();
    message
        .given(QUEUED, CLAIMED)
        .when(new FailMessage(OURS, Reason.NO_ADDRESS, LATER))
        .then(new MessageFailed(NOTICE, Reason.NO_ADDRESS, LATER));
    message
        .given(QUEUED, CLAIMED)
        .when(new WithholdMessage(OURS, Reason.NOT_TO_BE_INFORMED, LATER))
        .then(new MessageCancelled(NOTICE, Reason.NOT_TO_BE_INFORMED, LATER));
  }

  @Test
  void waitsBeforeItIsTriedAgain() {
    MessageDeferred deferred = new MessageDeferred(Reason.MAIL_SERVER_AWAY, LATER, AT);
    message.given(QUEUED, CLAIMED, deferred).when(claim(THEIRS, AT)).thenNothing();
    message
        .given(QUEUED, CLAIMED, deferred)
        .when(claim(THEIRS, LATER))
        .thenState(
            state -> {
              assertThat(state.isClaimedBy(THEIRS)).isTrue();
              assertThat(state.attempts()).isEqualTo(2);
              assertThat(state.life()).isEqualTo(Life.QUEUED);
            });
  }

  @Test
  void whatTheCarrierAcceptedIsOutWhoeverHeldIt() {
    message.given(QUEUED, CLAIMED).when(sent(OURS)).then(SENT);
    message
        .given(QUEUED, CLAIMED, new MessageClaimed(THEIRS, LAPSED.plusSeconds(120), LAPSED))
        .when(sent(OURS))
        .then(SENT);
    message.given(QUEUED, CLAIMED, SENT).when(sent(THEIRS)).thenNothing();
  }

  @Test
  void carriersReportInAnyOrder() {
    message
        .given(QUEUED, CLAIMED, SENT)
        .when(new RecordDelivery(AT))
        .then(new MessageDelivered(AT));
    message.given(QUEUED, CLAIMED, SENT).when(new RecordReading(AT)).then(new MessageRead(AT));
    message
        .given(QUEUED, CLAIMED, SENT, new MessageDelivered(AT))
        .when(new RecordReading(AT))
        .then(new MessageRead(AT));
    message
        .given(QUEUED, CLAIMED, SENT)
        .when(new RecordBounce(AT))
        .then(new MessageFailed(NOTICE, Reason.BOUNCED, AT));
    message
        .given(QUEUED, CLAIMED, SENT, new MessageRead(AT))
        .when(new RecordDelivery(AT))
        .thenNothing();
  }

  @Test
  void finalStatesIgnoreLateReports() {
    for (MessageEvent last : new MessageEvent[] {FAILED, CANCELLED}) {
      for (MessageCommand late :
          new MessageCommand[] {
            sent(OURS),
            defer(OURS),
            claim(THEIRS, LAPSED),
            new FailMessage(OURS, Reason.MAIL_REFUSED, AT),
            new RecordDelivery(AT),
            new RecordReading(AT),
            new RecordBounce(AT),
            new ReleaseMessage(LATER),
            new OvertakeMessage(REVOCATION, LATER)
          }) {
        message.given(QUEUED, CLAIMED, last).when(late).thenNothing();
      }
    }
    assertThat(Life.FAILED.isFinal() && Life.CANCELLED.isFinal() && Life.READ.isFinal()).isTrue();
  }

  @Test
  void overtakenBeforeItWentIsCancelled() {
    message.given(QUEUED).when(new OvertakeMessage(REVOCATION, LATER)).then(CANCELLED);
    message.given(HELD).when(new OvertakeMessage(REVOCATION, LATER)).then(CANCELLED);
    message
        .given(QUEUED, CLAIMED, new MessageDeferred(Reason.MAIL_SERVER_AWAY, LATER, AT))
        .when(new OvertakeMessage(REVOCATION, LATER))
        .then(CANCELLED);
    message.given().when(new OvertakeMessage(REVOCATION, LATER)).thenNothing();
  }

  /** The connection can have ended after the mail server took it, and before it said so. */
  @Test
  void overtakenAfterAnAttemptWithoutAnAnswerIsFollowedUpToo() {
    MessageDeferred deferred = new MessageDeferred(Reason.MAIL_SERVER_SILENT, LATER, AT);
    MessageOvertaken overtaken = new MessageOvertaken(NOTICE, REVOCATION, LATER);
    message
        .given(QUEUED, CLAIMED, deferred)
        .when(new OvertakeMessage(REVOCATION, LATER))
        .then(CANCELLED, overtaken);
    message
        .given(QUEUED, CLAIMED, deferred, new MessagePostponed(Reason.QUIET_HOURS, LAPSED, LATER))
        .when(new OvertakeMessage(REVOCATION, LATER))
        .then(CANCELLED, overtaken);
    message
        .given(
            QUEUED, CLAIMED, deferred, CLAIMED, new MessageFailed(NOTICE, Reason.MAIL_REFUSED, AT))
        .when(new OvertakeMessage(REVOCATION, LATER))
        .then(overtaken);
    message
        .given(QUEUED, CLAIMED, deferred, CLAIMED, new OvertakingAwaited(REVOCATION, LATER))
        .when(new DeferMessage(OURS, Reason.SCHOOL_SERVICE_AWAY, LATER.plusSeconds(10), LATER))
        .then(CANCELLED, overtaken);
    message
        .given(QUEUED, CLAIMED, new MessageFailed(NOTICE, Reason.GIVEN_UP, AT), overtaken)
        .when(new OvertakeMessage(REVOCATION, LATER))
        .thenNothing();
  }

  @Test
  void isTakenBackOnceItIsFollowedUpOrWillBe() {
    OvertakingAwaited awaited = new OvertakingAwaited(REVOCATION, LATER);
    MessageOvertaken overtaken = new MessageOvertaken(NOTICE, REVOCATION, LATER);
    assertThat(after(QUEUED, CLAIMED, SENT).isTakenBack()).isFalse();
    assertThat(after(QUEUED, CLAIMED, awaited).isTakenBack()).isTrue();
    assertThat(after(QUEUED, CLAIMED, awaited, SENT, overtaken).isTakenBack()).isTrue();
    assertThat(after(QUEUED, CLAIMED, SENT, overtaken).isTakenBack()).isTrue();
  }

  private static Message after(MessageEvent... events) {
    MessageDecider decider = new MessageDecider();
    Message message = decider.initial();
    for (MessageEvent event : events) {
      message = decider.evolve(message, event);
    }
    return message;
  }

  @Test
  void overtakenAfterItWentIsFollowedUpOnce() {
    MessageOvertaken overtaken = new MessageOvertaken(NOTICE, REVOCATION, LATER);
    message
        .given(QUEUED, CLAIMED, SENT)
        .when(new OvertakeMessage(REVOCATION, LATER))
        .then(overtaken);
    message
        .given(QUEUED, CLAIMED, SENT, new MessageRead(AT))
        .when(new OvertakeMessage(REVOCATION, LATER))
        .then(overtaken);
    message
        .given(QUEUED, CLAIMED, SENT, overtaken)
        .when(new OvertakeMessage(REVOCATION, LATER))
        .thenNothing();
  }

  /** Said once more, and by what put that right, it is told as often as it changes. */
  @Test
  void whatFollowedItUpIsPutRightForWhoWasToldThat() {
    FollowUp righted = new FollowUp("event-3", "after-all", 1);
    MessageOvertaken overtaken = new MessageOvertaken(NOTICE, REVOCATION, LATER);
    MessageOvertaken corrected = new MessageOvertaken(NOTICE, righted, LATER);
    var correct = new CorrectFollowUp(REVOCATION.template(), righted, LATER);
    message.given(QUEUED, CLAIMED, SENT, overtaken).when(correct).then(corrected);
    message.given(QUEUED, CLAIMED, SENT, overtaken, corrected).when(correct).thenNothing();
    OvertakingAwaited awaited = new OvertakingAwaited(REVOCATION, LATER);
    OvertakingAwaited instead = new OvertakingAwaited(righted, LATER);
    message.given(QUEUED, CLAIMED, awaited).when(correct).then(instead);
    message.given(QUEUED, CLAIMED, awaited, instead).when(correct).thenNothing();
    message
        .given(QUEUED, CLAIMED, awaited, instead)
        .when(sent(OURS))
        .then(SENT, new MessageOvertaken(NOTICE, righted, AT));
    message.given(QUEUED, CLAIMED, SENT).when(correct).thenNothing();
    message.given(QUEUED, CANCELLED).when(correct).thenNothing();
    message.given().when(correct).thenNothing();
  }

  @Test
  void overtakenOnItsWayWaitsForHowItEnds() {
    OvertakingAwaited awaited = new OvertakingAwaited(REVOCATION, LATER);
    MessageOvertaken overtaken = new MessageOvertaken(NOTICE, REVOCATION, AT);
    message.given(QUEUED, CLAIMED).when(new OvertakeMessage(REVOCATION, LATER)).then(awaited);
    message.given(QUEUED, CLAIMED, awaited).when(sent(OURS)).then(SENT, overtaken);
    message
        .given(QUEUED, CLAIMED, awaited)
        .when(new DeferMessage(OURS, Reason.SCHOOL_SERVICE_AWAY, LATER.plusSeconds(10), LATER))
        .then(CANCELLED);
    message
        .given(QUEUED, CLAIMED, awaited)
        .when(new OvertakeMessage(REVOCATION, LATER))
        .thenNothing();
    FollowUp next = new FollowUp("event-3", "after-that", 1);
    OvertakingAwaited instead = new OvertakingAwaited(next, LATER);
    message.given(QUEUED, CLAIMED, awaited).when(new OvertakeMessage(next, LATER)).then(instead);
    message
        .given(QUEUED, CLAIMED, awaited, instead)
        .when(sent(OURS))
        .then(SENT, new MessageOvertaken(NOTICE, next, AT));
  }

  @Test
  void overtakenWhileItsSenderDiedIsNotTriedAgainButFollowedUp() {
    OvertakingAwaited awaited = new OvertakingAwaited(REVOCATION, LATER);
    message.given(QUEUED, CLAIMED, awaited).when(claim(THEIRS, LATER)).thenNothing();
    message
        .given(QUEUED, CLAIMED, awaited)
        .when(claim(THEIRS, LAPSED))
        .then(
            new MessageCancelled(NOTICE, Reason.REVOKED, LAPSED),
            new MessageOvertaken(NOTICE, REVOCATION, LAPSED));
  }

  @Test
  void theFollowUpIsAMessageOfItsOwnInTheSameLanguage() {
    Notice next = NOTICE.followedBy(REVOCATION);

    assertThat(next.event()).isEqualTo("event-2");
    assertThat(next.text()).isEqualTo(new Notice.Text("sanction-revoked", 1, "tr"));
    assertThat(next.matter()).isEqualTo(NOTICE.matter());
  }

  private static ClaimMessage claim(UUID sender, Instant at) {
    return new ClaimMessage(sender, at, at.plusSeconds(120));
  }

  private static PostponeMessage postpone(Instant at) {
    return new PostponeMessage(Reason.QUIET_HOURS, LAPSED, at);
  }

  private static RecordSent sent(UUID sender) {
    return new RecordSent(sender, "<1@school>", AT);
  }

  private static DeferMessage defer(UUID sender) {
    return new DeferMessage(sender, Reason.MAIL_SERVER_SILENT, LATER.plusSeconds(10), LATER);
  }
}
