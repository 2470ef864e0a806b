package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.tenzij.school.policy.Bound;
import nl.tenzij.school.policy.PolicyEvent.PolicyPublished;
import nl.tenzij.school.policy.Topic;

/**
 * {@code nl.tenzij.school.policy-published.v1}
 *
 * @param version which text of the policy
 * @param to whom it was made known
 * @param from from when it is to bind; absent where that was not made known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PublishedAnnouncement(
    UUID policy, int version, Topic topic, Set<Bound> to, Instant at, Instant from) {
  static final String TYPE = "nl.tenzij.school.policy-published.v1";

  static PublishedAnnouncement of(PolicyPublished published) {
    return new PublishedAnnouncement(
        published.policy(),
        published.revision(),
        published.topic(),
        new TreeSet<>(published.to()),
        published.at(),
        published.announced());
  }
}
