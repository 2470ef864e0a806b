package nl.tenzij.exception.access;

import java.util.Optional;
import nl.tenzij.exception.exemption.Asker;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.Exemption.UnderAssessment;
import nl.tenzij.exception.people.Reach;
import nl.tenzij.ledger.store.StreamId;

/** An exemption and who stands before it. */
public record Opened(StreamId stream, Reach reach, Asked exemption, int version) {

  public String pupil() {
    return exemption.request().pupil();
  }

  public String person() {
    return reach.person();
  }

  public boolean visible() {
    return reach.sees(pupil()) || isOfTheTeam();
  }

  /** What it is for, and the reasons. */
  public boolean seesPurpose() {
    return reach.seesPurpose(pupil()) || isOfTheTeam();
  }

  /** Whether the caller is, or was, of its core team. */
  public boolean isOfTheTeam() {
    return exemption.team().filter(team -> team.includes(person())).isPresent();
  }

  /** Evidence and what members of the team hold of it: for care, and for the team at its work. */
  public boolean seesEvidence() {
    return reach.coordinates() || isOfTheTeam() && exemption instanceof UnderAssessment;
  }

  /** That there is evidence, and of which kind: also for those who brought it. */
  public boolean knowsOfEvidence() {
    return seesEvidence() || isThePupil() || isGuardian();
  }

  public boolean coordinates() {
    return reach.coordinates();
  }

  /** The pupil alone, a head or an assessor changes nothing about a request. */
  public boolean mayAct() {
    return capacity().isPresent();
  }

  /** As what the caller acts for the pupil; empty: does not. */
  public Optional<Asker.Capacity> capacity() {
    return reach.asks(pupil());
  }

  public boolean isThePupil() {
    return person().equals(pupil());
  }

  private boolean isGuardian() {
    return reach.asks(pupil()).filter(Asker.Capacity.GUARDIAN::equals).isPresent();
  }

  /** Mentor and care coordinator, who look after it once it is there. */
  public boolean looksAfter() {
    return reach.coordinates()
        || reach.asks(pupil()).filter(Asker.Capacity.MENTOR::equals).isPresent();
  }
}
