package nl.tenzij.school.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Period;

/** How long is kept what has served. */
@ConfigMapping(prefix = "tenzij.retention")
public interface RetentionConfiguration {

  /** The file of a pupil, guardian or member of staff, after they left the board's last school. */
  @WithDefault("P2Y")
  Period peopleWhoLeft();

  /**
   * How long a roster waits to be confirmed, it and those whose place it took; then it is
   * withdrawn. So much longer at the most are people of its board kept while one waits.
   */
  @WithDefault("P30D")
  Period waitingImports();

  /** What was told of a roster's import, after its end. */
  @WithDefault("P90D")
  Period importReports();
}
