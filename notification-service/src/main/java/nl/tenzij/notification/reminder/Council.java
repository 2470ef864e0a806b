package nl.tenzij.notification.reminder;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The sections of a school's participation council, as those who are reminded. */
final class Council {

  private static final String AUDIENCE = "COUNCIL_";

  /** With the section for which its bearer speaks: {@code mr-member:parents}. */
  private static final String SEAT = "mr-member:";

  private Council() {}

  /**
   * @param section as school-service names it: {@code PARENTS}
   */
  static String audience(String section) {
    return AUDIENCE + section;
  }

  /**
   * @param roles at the school
   * @return the sections of which the bearer is a member; none where no section is named
   */
  static Set<String> audiences(Set<String> roles) {
    return roles.stream()
        .filter(role -> role.startsWith(SEAT))
        .map(role -> audience(role.substring(SEAT.length()).toUpperCase(Locale.ROOT)))
        .collect(Collectors.toSet());
  }
}
