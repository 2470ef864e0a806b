package nl.tenzij.school.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import nl.tenzij.school.policy.PolicyRow;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.policy.Topic;

/** A policy in a list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyListItem(
    UUID id, Topic topic, String title, Life life, int version, Instant from) {

  static PolicyListItem of(PolicyRow row) {
    return new PolicyListItem(
        row.policy, row.topic, row.title, row.life, row.revision, row.inForceFrom);
  }
}
