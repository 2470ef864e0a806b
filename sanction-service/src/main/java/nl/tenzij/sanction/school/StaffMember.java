package nl.tenzij.sanction.school;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What we take from {@code nl.tenzij.school.staff-registered.v1} and {@code
 * nl.tenzij.school.staff-left.v1}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record StaffMember(String staff) {

  static final String REGISTERED = "nl.tenzij.school.staff-registered.v1";
  static final String LEFT = "nl.tenzij.school.staff-left.v1";
}
