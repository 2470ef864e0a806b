package nl.tenzij.school.published;

import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.school.policy.Topic;

/**
 * {@code nl.tenzij.school.evaluation-opened.v1}
 *
 * @param version which text of the policy
 */
record PublishedEvaluation(UUID evaluation, UUID policy, int version, Topic topic, LocalDate on) {
  static final String TYPE = "nl.tenzij.school.evaluation-opened.v1";
}
