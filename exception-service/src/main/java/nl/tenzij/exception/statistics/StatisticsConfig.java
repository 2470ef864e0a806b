package nl.tenzij.exception.statistics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How figures are told. */
@ConfigMapping(prefix = "tenzij.statistics")
public interface StatisticsConfig {

  /**
   * How long figures stand as they were first told: who asks each day would see each case come.
   * Nothing: they are made for whoever asks, which is for trying things out.
   */
  @WithDefault("P7D")
  Duration stands();
}
