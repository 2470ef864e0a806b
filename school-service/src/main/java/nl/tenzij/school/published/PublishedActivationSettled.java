package nl.tenzij.school.published;

import java.util.UUID;

/** {@code nl.tenzij.school.policy-activation-settled.v1} */
record PublishedActivationSettled(UUID policy) {
  static final String TYPE = "nl.tenzij.school.policy-activation-settled.v1";
}
