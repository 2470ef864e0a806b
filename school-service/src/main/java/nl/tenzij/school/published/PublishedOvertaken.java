package nl.tenzij.school.published;

import java.time.Instant;
import java.util.UUID;

/**
 * {@code nl.tenzij.school.policy-overtaken.v1}
 *
 * @param from from when it was to bind
 */
record PublishedOvertaken(UUID policy, Instant from) {
  static final String TYPE = "nl.tenzij.school.policy-overtaken.v1";
}
