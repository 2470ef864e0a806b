package nl.tenzij.notification.letter;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * What we take from {@code nl.tenzij.school.policy-in-force.v1}.
 *
 * @param objectionTerm ISO 8601 period, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PolicyTold(String policy, int version, String topic, Instant from, String objectionTerm) {}
