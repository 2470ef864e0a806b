package nl.tenzij.sanction.refusal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "tenzij.refusals")
public interface RefusalConfig {

  /** How long it is kept to whom a refusal was told of a pupil whom they don't teach. */
  @WithDefault("730D")
  Duration kept();

  /** How often to look for what has been kept long enough. */
  @WithDefault("1h")
  Duration sweep();
}
