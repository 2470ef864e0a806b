package nl.tenzij.sanction.school;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "tenzij.school")
public interface SchoolConfig {

  /** How long the bells of a calendar that was followed by another can be told. */
  @WithDefault("730D")
  Duration calendarsKept();
}
