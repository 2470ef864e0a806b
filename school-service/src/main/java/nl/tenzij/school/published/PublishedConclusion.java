package nl.tenzij.school.published;

import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.school.evaluation.Conclusion;

/** {@code nl.tenzij.school.evaluation-closed.v1} */
record PublishedConclusion(UUID evaluation, UUID policy, Conclusion conclusion, LocalDate on) {
  static final String TYPE = "nl.tenzij.school.evaluation-closed.v1";
}
