package nl.tenzij.sanction.verdict;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How verdicts are answered. */
@ConfigMapping(prefix = "tenzij.verdict")
interface VerdictConfig {

  /**
   * Of how many pupils it is kept in memory what their verdicts rest on, half a kilobyte each; 0
   * for none. Who was asked about least goes first.
   */
  @WithDefault("100000")
  long pupilsKept();
}
