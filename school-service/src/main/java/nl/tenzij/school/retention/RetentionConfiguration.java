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
   * For how long nobody of a board is forgotten because a roster of it waits to be confirmed. One
   * that is confirmed later is refused whom it names and who was forgotten meanwhile.
   */
  @WithDefault("P30D")
  Period waitingImports();

  /** What was told of a roster's import, after its end. */
  @WithDefault("P90D")
  Period importReports();
}
