package nl.tenzij.exception.concern;

import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;

/** A concern as it stands. */
public sealed interface Concern {

  /** Nothing was reported. */
  record Unreported() implements Concern {}

  /**
   * @param takenUpBy of the care team
   * @param closing empty while it is open
   */
  record Reported(Report report, Optional<String> takenUpBy, Optional<Closing> closing)
      implements Concern {

    public boolean isOfTheForgotten() {
      return report.what() instanceof Personal.Forgotten<?>;
    }

    public ConcernStatus status() {
      if (closing.isPresent()) {
        return ConcernStatus.CLOSED;
      }
      return takenUpBy.isPresent() ? ConcernStatus.TAKEN_UP : ConcernStatus.REPORTED;
    }
  }

  /** What came of it. */
  record Closing(ConcernOutcome outcome, Personal<String> note, String by) {}
}
