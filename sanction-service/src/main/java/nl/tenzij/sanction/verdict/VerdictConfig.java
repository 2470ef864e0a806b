package nl.tenzij.sanction.verdict;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How verdicts are answered. */
@ConfigMapping(prefix = "tenzij.verdict")
interface VerdictConfig {

  /**
   * How many pupils the answers have that are kept in memory to give verdicts by, half a kilobyte
   * each; 0 for none. A pupil counts in each: alone and in a class, and for each who asked. What
   * was asked least goes first.
   */
  @WithDefault("100000")
  long pupilsKept();
}
