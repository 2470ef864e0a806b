package nl.tenzij.school.published;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.school.policy.PolicyEvent.ActivationAwaited;
import nl.tenzij.school.policy.Reminded;

/**
 * {@code nl.tenzij.school.policy-activation-due.v1}
 *
 * @param from from when it was to bind
 * @param due the same as the school's calendar has it
 */
record PublishedActivationDue(UUID policy, Reminded stage, Instant from, LocalDate due) {
  static final String TYPE = "nl.tenzij.school.policy-activation-due.v1";

  static PublishedActivationDue of(UUID policy, ActivationAwaited awaited) {
    return new PublishedActivationDue(policy, awaited.stage(), awaited.announced(), awaited.day());
  }
}
