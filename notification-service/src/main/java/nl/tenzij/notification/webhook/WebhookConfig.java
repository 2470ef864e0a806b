package nl.tenzij.notification.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How webhooks are called. */
@ConfigMapping(prefix = "tenzij.webhooks")
public interface WebhookConfig {

  /**
   * Whether receivers may be at private and loopback addresses, and at loopback without TLS. Only
   * where all who may register one may also reach what stands there.
   */
  @WithDefault("false")
  boolean privateAddresses();

  /** The waits between attempts; after the last one a delivery has failed. Three days together. */
  @WithDefault("5s,5m,30m,2h,5h,10h,14h,20h,24h")
  List<Duration> retries();

  /** How long a receiver may take. */
  @WithDefault("15s")
  Duration timeout();

  /** After this another instance takes over what one was sending; more than the time-out. */
  @WithDefault("1m")
  Duration claim();

  /** How long the earlier secret signs too after a change. */
  @WithDefault("1d")
  Duration overlap();

  /** Calls at once. */
  @WithDefault("16")
  int atOnce();

  /** Webhooks that a school may have. */
  @WithDefault("10")
  int most();

  /** How often to look for what is due. */
  @WithDefault("1s")
  Duration look();
}
