package nl.tenzij.school.published;

import nl.tenzij.school.policy.Topic;

/**
 * {@code nl.tenzij.school.policy-template-offered.v1}
 *
 * @param template its name, unique to the board
 * @param version which text of it
 */
record PublishedTemplate(String template, int version, Topic topic) {
  static final String TYPE = "nl.tenzij.school.policy-template-offered.v1";
}
