package nl.tenzij.sanction.school;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What we take from {@code nl.tenzij.school.class-ended.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ClassEnded(@JsonProperty("class") String id) {

  static final String TYPE = "nl.tenzij.school.class-ended.v1";
}
