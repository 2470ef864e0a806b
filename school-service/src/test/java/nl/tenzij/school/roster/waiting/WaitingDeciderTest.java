package nl.tenzij.school.roster.waiting;

import java.time.Instant;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.roster.waiting.WaitingCommand.SaySettled;
import nl.tenzij.school.roster.waiting.WaitingCommand.SayWaiting;
import nl.tenzij.school.roster.waiting.WaitingEvent.RosterSettled;
import nl.tenzij.school.roster.waiting.WaitingEvent.RosterWaiting;
import org.junit.jupiter.api.Test;

class WaitingDeciderTest {

  private static final Instant SINCE = Instant.parse("2026-11-23T02:10:00Z");
  private static final Leaving LEAVING = new Leaving(42, 61, 58, 90, 1, 12, 0, 9, 0, 0);
  private static final SayWaiting SAY = new SayWaiting(SINCE, LEAVING);
  private static final RosterWaiting WAITING = new RosterWaiting(SINCE, LEAVING);

  private final DeciderSpec<WaitingCommand, Life, WaitingEvent> spec =
      DeciderSpec.of(new WaitingDecider());

  @Test
  void thatItWaitsIsSaidOnce() {
    spec.given().when(SAY).then(WAITING);
    spec.given(WAITING).when(SAY).thenNothing();
  }

  @Test
  void thatItWaitsNoLongerIsSaidOnceAndOfWhatWaited() {
    spec.given(WAITING).when(new SaySettled()).then(new RosterSettled());
    spec.given(WAITING, new RosterSettled()).when(new SaySettled()).thenNothing();
    spec.given().when(new SaySettled()).thenNothing();
  }

  /** One that was confirmed and found more leaving when it was read again. */
  @Test
  void whatWaitsAgainIsSaidAgain() {
    spec.given(WAITING, new RosterSettled()).when(SAY).then(WAITING);
  }
}
