package nl.tenzij.exception.rules;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Period;
import nl.tenzij.exception.exemption.Reminder;

/** What schools do not lay down in a policy. */
@ConfigMapping(prefix = "tenzij.exemptions")
public interface ExemptionConfig {

  /** Within which an asker is expected to bring in what is missing. */
  @WithDefault("P14D")
  Period completeWithin();

  /** From submission to decision, where the policy does not say. */
  @WithDefault("P21D")
  Period decidedWithin();

  /** Within which a refusal can be objected to, where the policy does not say. */
  @WithDefault("P42D")
  Period objectedWithin();

  /** How long before a review mentor and care coordinator are reminded. */
  @WithDefault("P14D")
  Period remindAhead();

  /** How long after the last reminder of an overdue review or request the next one comes. */
  @WithDefault("P7D")
  Period remindAgain();

  /** How long a concern waits for somebody to take it up, before they are reminded. */
  @WithDefault("P7D")
  Period concernsTakenUpWithin();

  /** How long it waits before they are again, and the head with them. */
  @WithDefault("P14D")
  Period concernsWithoutAnybodyFor();

  /**
   * How long after a pupil left the exemption ends, and a class that the roster tells again is no
   * new one: a roster can be wrong for a day.
   */
  @WithDefault("P7D")
  Period afterLeaving();

  /** By when an exemption is looked at once its pupil is in a new class. */
  @WithDefault("P14D")
  Period afterMoving();

  /** How often the calendar is looked at. */
  @WithDefault("1s")
  Duration look();

  /**
   * How often to look for pupils who left, or are in a new class, and for requests and concerns
   * that wait.
   */
  @WithDefault("1m")
  Duration lookForLeavers();

  /** How often to look for evidence that is no longer needed. */
  @WithDefault("1h")
  Duration sweep();

  default Reminder.Pace pace() {
    return new Reminder.Pace(remindAhead(), remindAgain());
  }
}
