package nl.tenzij.sanction.incident.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How incidents are recorded. */
@ConfigMapping(prefix = "tenzij.incidents")
interface IncidentConfig {

  /** How long ago care coordinator and head can record that something happened. */
  @WithDefault("730D")
  Duration reachBack();
}
