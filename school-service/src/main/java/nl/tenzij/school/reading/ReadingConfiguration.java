package nl.tenzij.school.reading;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How readings of pupils' entries are kept. */
@ConfigMapping(prefix = "tenzij.pupil-readings")
public interface ReadingConfiguration {

  /** How long it is kept who read a pupil's entry, when and why. */
  @WithDefault("730D")
  Duration kept();
}
