package nl.tenzij.exception.access;

import java.util.Optional;
import nl.tenzij.exception.exemption.Asker;
import nl.tenzij.exception.exemption.CoreTeam;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.Exemption.UnderAssessment;
import nl.tenzij.exception.people.Reach;
import nl.tenzij.exception.people.Tie;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.StreamId;

/**
 * An exemption and who stands before it.
 *
 * @param ofAge whether the roster says that the pupil is; known for who looks after it
 */
public record Opened(StreamId stream, Reach reach, Asked exemption, int version, boolean ofAge) {

  Opened(StreamId stream, Reach reach, Asked exemption, int version) {
    this(stream, reach, exemption, version, false);
  }

  Opened ofAge(boolean is) {
    return new Opened(stream, reach, exemption, version, is);
  }

  public String pupil() {
    return exemption.request().pupil();
  }

  boolean isOfTheForgotten() {
    return exemption.request().purpose() instanceof Personal.Forgotten<?>;
  }

  public String person() {
    return reach.person();
  }

  public boolean visible() {
    return seesCourse() || isOfTheTeam();
  }

  /**
   * Whose parent the caller is: to ask, to bring in what is needed and to give up, and nothing that
   * the school does.
   */
  public boolean isOfOwnChild() {
    return reach.isParentOf(pupil());
  }

  /** What it is for, and the reasons. */
  public boolean seesPurpose() {
    return reach.seesPurpose(pupil()) || isMentor() || assesses();
  }

  /** What was decided, and why: also for those who did, afterwards. */
  public boolean seesDecision() {
    return seesPurpose() || isOfTheTeam() && !isOfOwnChild();
  }

  /** Who weighs it: also for a head, who may name one more. */
  public boolean seesTeam() {
    return seesDecision()
        || reach.heads() && !isOfOwnChild() && exemption instanceof UnderAssessment;
  }

  /** What became of it since: for the core team, only as long as it is at work. */
  public boolean seesCourse() {
    return reach.sees(pupil()) || isMentor() || assesses();
  }

  /** Evidence and what members of the team hold of it: for care, and for the team at its work. */
  public boolean seesEvidence() {
    return coordinates() || assesses();
  }

  private boolean assesses() {
    return isOfTheTeam() && !isOfOwnChild() && exemption instanceof UnderAssessment;
  }

  /** Whether the caller is, or was, of its core team, in a role that the caller holds. */
  private boolean isOfTheTeam() {
    return exemption.team().filter(team -> team.includes(person(), reach.seats())).isPresent();
  }

  /** That there is evidence, and of which kind: also for those who brought it. */
  public boolean knowsOfEvidence() {
    return seesEvidence() || isThePupil() || reach.is(Tie.GUARDIAN, pupil());
  }

  public boolean coordinates() {
    return reach.coordinates(pupil());
  }

  /** A pupil who is a minor, a head or an assessor changes nothing about a request. */
  public boolean mayAct() {
    return capacity().isPresent();
  }

  /** As what the caller acts for the pupil; empty: does not. */
  public Optional<Asker.Capacity> capacity() {
    return reach
        .asks(pupil())
        .filter(as -> as != Asker.Capacity.MENTOR || isMentor())
        .or(() -> coordinates() ? Optional.of(Asker.Capacity.CARE_COORDINATOR) : Optional.empty());
  }

  public boolean isThePupil() {
    return reach.isThePupil(pupil());
  }

  /**
   * By the roster. Where it names none, many can have that role and teach the pupil: then it is who
   * asked as mentor, or sits as such on the core team.
   */
  private boolean isMentor() {
    return reach.is(Tie.MENTOR, pupil())
        || reach.is(Tie.POSSIBLE_MENTOR, pupil()) && (askedAsMentor() || sitsAsMentor());
  }

  private boolean askedAsMentor() {
    return exemption.request().asker().equals(new Asker(person(), Asker.Capacity.MENTOR));
  }

  private boolean sitsAsMentor() {
    var seat = new CoreTeam.Member(person(), CoreTeam.Role.MENTOR);
    return exemption.team().filter(team -> team.members().contains(seat)).isPresent();
  }

  /** Mentor and care coordinator, who look after it once it is there. */
  public boolean looksAfter() {
    return coordinates() || isMentor();
  }
}
