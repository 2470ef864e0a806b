package nl.tenzij.school.published;

import java.util.UUID;

/** {@code nl.tenzij.school.roster-settled.v1} */
record PublishedSettled(UUID roster) {
  static final String TYPE = "nl.tenzij.school.roster-settled.v1";
}
