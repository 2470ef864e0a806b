package nl.tenzij.school.evaluation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Period;

/** How often people are asked. */
@ConfigMapping(prefix = "tenzij.evaluation")
public interface EvaluationConfiguration {

  /** From the end of a survey to the next one on the same topic at the same school. */
  @WithDefault("P60D")
  Period between();
}
