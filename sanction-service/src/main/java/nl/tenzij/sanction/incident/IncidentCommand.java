package nl.tenzij.sanction.incident;

import java.time.Instant;
import nl.tenzij.ledger.privacy.Personal;

public sealed interface IncidentCommand {

  /** The moment at which it is asked. */
  Instant now();

  record RecordIncident(Observation observed, String by, Instant now) implements IncidentCommand {}

  /** Replaces what an earlier entry says; that entry stays readable. */
  record CorrectIncident(Observation observed, Personal<String> reason, String by, Instant now)
      implements IncidentCommand {}
}
