package nl.tenzij.exception;

import java.util.List;
import nl.tenzij.exception.concern.Concerns;
import nl.tenzij.exception.evidence.ReadingLog;
import nl.tenzij.exception.exemption.Exemptions;
import nl.tenzij.exception.starttalk.StartTalkLog;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.testkit.EventTypesSpec;

class ExceptionEventTypesTest extends EventTypesSpec {

  @Override
  protected List<EventTypes<?>> types() {
    return List.of(Exemptions.types(), ReadingLog.types(), Concerns.types(), StartTalkLog.types());
  }
}
