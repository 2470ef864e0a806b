package nl.tenzij.sanction;

import java.util.List;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.testkit.EventTypesSpec;
import nl.tenzij.sanction.custody.Custodies;
import nl.tenzij.sanction.educationaluse.EducationalUses;
import nl.tenzij.sanction.incident.Incidents;
import nl.tenzij.sanction.ladder.Standings;
import nl.tenzij.sanction.sanction.Sanctions;

class SanctionEventTypesTest extends EventTypesSpec {

  @Override
  protected List<EventTypes<?>> types() {
    return List.of(
        Incidents.types(),
        Standings.types(),
        Sanctions.types(),
        EducationalUses.types(),
        Custodies.types());
  }
}
