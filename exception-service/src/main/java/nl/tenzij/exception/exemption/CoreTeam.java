package nl.tenzij.exception.exemption;

import java.util.List;

/** Who assesses one request (S3 §2A). */
public record CoreTeam(List<Member> members) {

  public enum Role {
    MENTOR,
    CARE_COORDINATOR,
    EXPERT
  }

  /**
   * @param person the roster's id
   */
  public record Member(String person, Role role) {}

  public CoreTeam {
    members = List.copyOf(members);
  }

  public boolean includes(String person) {
    return members.stream().anyMatch(member -> member.person().equals(person));
  }

  long people() {
    return members.stream().map(Member::person).distinct().count();
  }

  long roles() {
    return members.stream().map(Member::role).distinct().count();
  }
}
