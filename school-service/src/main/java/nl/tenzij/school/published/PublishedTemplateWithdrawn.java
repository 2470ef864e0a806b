package nl.tenzij.school.published;

/** {@code nl.tenzij.school.policy-template-withdrawn.v1} */
record PublishedTemplateWithdrawn(String template) {
  static final String TYPE = "nl.tenzij.school.policy-template-withdrawn.v1";
}
