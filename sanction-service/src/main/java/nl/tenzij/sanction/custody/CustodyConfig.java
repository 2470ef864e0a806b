package nl.tenzij.sanction.custody;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "tenzij.custody")
public interface CustodyConfig {

  /** How long after the school day devices are given back, before one counts as kept too long. */
  @WithDefault("30m")
  Duration givingBack();
}
