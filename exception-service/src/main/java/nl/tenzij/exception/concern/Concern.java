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
   * @param reminded how often was said that nobody takes it up
   */
  record Reported(
      Report report, Optional<String> takenUpBy, Optional<Closing> closing, int reminded)
      implements Concern {

    static Reported of(Report report) {
      return new Reported(report, Optional.empty(), Optional.empty(), 0);
    }

    Reported takenUp(String by) {
      return new Reported(report, Optional.of(by), Optional.empty(), reminded);
    }

    Reported closed(Closing closing) {
      return new Reported(report, takenUpBy, Optional.of(closing), reminded);
    }

    Reported reminded(int times) {
      return new Reported(report, takenUpBy, closing, times);
    }

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
