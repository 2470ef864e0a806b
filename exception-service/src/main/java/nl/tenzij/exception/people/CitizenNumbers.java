package nl.tenzij.exception.people;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.web.NoCitizenNumber;
import nl.tenzij.ledger.web.TextRule;

/** No body holds a citizen number, neither as an id nor in what people write. */
@Dependent
class CitizenNumbers {

  @Produces
  @Singleton
  TextRule noCitizenNumber() {
    return NoCitizenNumber.but();
  }
}
