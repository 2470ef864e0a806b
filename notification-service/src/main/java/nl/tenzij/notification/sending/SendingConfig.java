package nl.tenzij.notification.sending;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How messages go out. */
@ConfigMapping(prefix = "tenzij.sending")
public interface SendingConfig {

  /** The address that mails come from. */
  String from();

  /** Wait after a first failed attempt; doubles each time. */
  @WithDefault("10s")
  Duration firstRetry();

  /** The longest wait between two attempts. */
  @WithDefault("15m")
  Duration longestRetry();

  /** After this a message that could not go out has failed. */
  @WithDefault("3d")
  Duration giveUpAfter();

  /**
   * After this a message has failed whose guardian has no known tie to the pupil, unless it tells
   * of a decision. What it waits for is on its way when it is queued, and takes seconds; a roster's
   * import, minutes.
   */
  @WithDefault("1h")
  Duration untiedFor();

  /** How long a carrier may take. */
  @WithDefault("30s")
  Duration carrierTimeout();

  /**
   * How long a sender may hold a message before another one takes it over; more than all time-outs
   * on its way together.
   */
  @WithDefault("2m")
  Duration claim();

  /** How long after a mail the next ones to the same guardian wait, to go together. */
  @WithDefault("2m")
  Duration gather();

  /** Messages on their way at once. */
  @WithDefault("16")
  int atOnce();

  /** How often to look for what is due. */
  @WithDefault("1s")
  Duration look();
}
