package nl.tenzij.exception.exemption;

import java.util.Collection;
import java.util.List;

/** Who assesses one request (S3 §3C). */
public record CoreTeam(List<Member> members) {

  private static final int SMALLEST = 3;
  private static final int FEWEST_ROLES = 2;

  /** As what somebody sits on it; who assesses holds that role at the school. */
  public enum Role {
    MENTOR,
    /** Chairs it. */
    CARE_COORDINATOR,
    /** Such as an orthopedagogue. */
    EXPERT,
    /** Writes the decision for a chair who has left or lets it wait; that is no vote. */
    CHAIR
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

  /** Whether the person has a vote on it. */
  boolean hasVoter(String person) {
    return voters().includes(person);
  }

  /** Whether it has the person as one of those. */
  public boolean includes(String person, Collection<Role> roles) {
    return members.stream()
        .anyMatch(member -> member.person().equals(person) && roles.contains(member.role()));
  }

  /** Whether the other is the same, with somebody else for each of those people. */
  boolean isButFor(Collection<String> people, CoreTeam other) {
    return isAsLargeAs(other)
        && members.stream()
            .filter(member -> !people.contains(member.person()))
            .allMatch(other.members::contains);
  }

  /** Whether somebody of the other sits on this one too, as the same. */
  boolean keeps(String person, CoreTeam other) {
    return members.stream()
        .anyMatch(member -> member.person().equals(person) && other.members.contains(member));
  }

  /** Two roles of one person are one opinion; who has one can be who writes, too. */
  boolean namesSomebodyTwice() {
    CoreTeam voters = voters();
    return voters.people() < voters.members.size()
        || writers().stream().distinct().count() < writers().size();
  }

  boolean chairedBy(String person) {
    return chairs().contains(person);
  }

  /** Those who can write its decision. */
  public List<String> chairs() {
    return members.stream()
        .filter(member -> member.role() == Role.CARE_COORDINATOR || member.role() == Role.CHAIR)
        .map(Member::person)
        .toList();
  }

  /** Those of it who assess. */
  CoreTeam voters() {
    return new CoreTeam(members.stream().filter(member -> member.role() != Role.CHAIR).toList());
  }

  /** Those who only write. */
  List<Member> writers() {
    return members.stream().filter(member -> member.role() == Role.CHAIR).toList();
  }

  boolean hasChair() {
    return members.stream().anyMatch(member -> member.role() == Role.CARE_COORDINATOR);
  }

  boolean hasOneMoreThan(CoreTeam other) {
    return members.size() == other.members.size() + 1;
  }

  /** Whether it is the other, and somebody who assesses beside. */
  boolean addsVoterTo(CoreTeam other) {
    return hasOneMoreThan(other)
        && members.containsAll(other.members)
        && writers().equals(other.writers());
  }

  boolean isAsLargeAs(CoreTeam other) {
    return members.size() == other.members.size();
  }

  boolean isLargeEnough() {
    return people() >= SMALLEST;
  }

  boolean isMixed() {
    return roles() >= FEWEST_ROLES;
  }

  /** The part of it that those people are. */
  CoreTeam only(Collection<String> people) {
    return new CoreTeam(
        members.stream().filter(member -> people.contains(member.person())).toList());
  }

  private long people() {
    return members.stream().map(Member::person).distinct().count();
  }

  private long roles() {
    return members.stream().map(Member::role).distinct().count();
  }
}
