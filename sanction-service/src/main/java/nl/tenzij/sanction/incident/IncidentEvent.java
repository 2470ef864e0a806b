package nl.tenzij.sanction.incident;

import nl.tenzij.ledger.privacy.Personal;

public sealed interface IncidentEvent {

  record IncidentRecorded(Observation observed, String by) implements IncidentEvent {}

  record IncidentCorrected(Observation observed, Personal<String> reason, String by)
      implements IncidentEvent {}
}
