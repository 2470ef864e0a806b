package nl.tenzij.school.policy.api;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import nl.tenzij.ledger.tenancy.Forbidden;
import nl.tenzij.school.policy.Section;

/** For which section of the council somebody speaks: {@code mr-member:parents} in the token. */
final class CouncilSeat {

  private static final String ROLE = "mr-member";

  private CouncilSeat() {}

  /**
   * @param roles at the school
   * @throws Forbidden where the token names no section, or several: nobody sits in two (WMS art. 3)
   */
  static Section of(Set<String> roles) {
    List<Section> sections =
        Stream.of(Section.values()).filter(section -> roles.contains(seat(section))).toList();
    if (sections.size() != 1) {
      throw new Forbidden("This needs a seat in one section of the participation council.");
    }
    return sections.getFirst();
  }

  private static String seat(Section section) {
    return ROLE + ':' + section.name().toLowerCase(Locale.ROOT);
  }
}
