package nl.tenzij.school.published;

import java.util.UUID;

/** {@code nl.tenzij.school.policy-withdrawn.v1} */
record PublishedWithdrawal(UUID policy) {
  static final String TYPE = "nl.tenzij.school.policy-withdrawn.v1";
}
