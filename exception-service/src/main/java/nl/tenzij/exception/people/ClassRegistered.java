package nl.tenzij.exception.people;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;

/** What we take from {@code nl.tenzij.school.class-registered.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ClassRegistered(
    @JsonProperty("class") String id, List<String> teachers, List<Teaching> teachings) {

  static final String TYPE = "nl.tenzij.school.class-registered.v1";

  /** A member of staff with the days; null where there is no bound. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Teaching(String staff, LocalDate begin, LocalDate end) {}

  /** Where no days are told, those who teach do so on all of them. */
  ClassRegistered {
    if (teachings == null) {
      teachings = teachers.stream().map(staff -> new Teaching(staff, null, null)).toList();
    }
  }
}
