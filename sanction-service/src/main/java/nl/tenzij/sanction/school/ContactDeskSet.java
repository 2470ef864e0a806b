package nl.tenzij.sanction.school;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Optional;

/** What we take from {@code nl.tenzij.school.contact-desk-set.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ContactDeskSet(List<Desk> contacts) {

  static final String TYPE = "nl.tenzij.school.contact-desk-set.v1";

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Desk(String matter, String title, Optional<String> staff) {}
}
