package nl.tenzij.tokens;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How tokens that were found good are remembered. */
@ConfigMapping(prefix = "tenzij.tokens")
public interface TokensConfig {

  /**
   * For how long at most a signature is not worked out again. For as long a key that the identity
   * provider has withdrawn still counts for tokens that came in before.
   */
  @WithDefault("30S")
  Duration keep();

  /**
   * How many are remembered, of some kilobytes each; beyond that those that are asked for least are
   * forgotten.
   */
  @WithDefault("2000")
  long most();
}
