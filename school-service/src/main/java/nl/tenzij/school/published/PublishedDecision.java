package nl.tenzij.school.published;

import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.school.policy.Section;

/** {@code nl.tenzij.school.policy-decided.v1}; why, and who spoke for the section, is not told. */
record PublishedDecision(UUID policy, Section section, Decision decision, LocalDate on) {
  static final String TYPE = "nl.tenzij.school.policy-decided.v1";

  enum Decision {
    CONSENTED,
    WITHHELD
  }
}
