package nl.tenzij.school.published;

import java.util.List;

/**
 * {@code nl.tenzij.school.staff-registered.v1}
 *
 * @param roles as the roster calls them
 */
record PublishedStaff(String staff, List<String> roles) {
  static final String TYPE = "nl.tenzij.school.staff-registered.v1";
}
