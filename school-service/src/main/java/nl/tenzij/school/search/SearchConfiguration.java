package nl.tenzij.school.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How searches of people are kept. */
@ConfigMapping(prefix = "tenzij.people-search")
public interface SearchConfiguration {

  /** How long it is kept who looked for people, when and why. */
  @WithDefault("365D")
  Duration logKept();
}
