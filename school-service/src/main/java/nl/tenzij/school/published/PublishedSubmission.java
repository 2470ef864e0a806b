package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.tenzij.school.policy.PolicyEvent.PolicySubmitted;
import nl.tenzij.school.policy.Section;

/**
 * {@code nl.tenzij.school.policy-submitted.v1}
 *
 * @param version which text of the policy; null where that was not kept yet
 * @param to whose consent it needs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PublishedSubmission(UUID policy, Integer version, Set<Section> to, LocalDate on) {
  static final String TYPE = "nl.tenzij.school.policy-submitted.v1";

  static PublishedSubmission of(UUID policy, PolicySubmitted submitted) {
    return new PublishedSubmission(
        policy,
        submitted.revision() == 0 ? null : submitted.revision(),
        new TreeSet<>(submitted.to()),
        submitted.on());
  }
}
