package nl.tenzij.school.roster.api;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.web.NoCitizenNumber;
import nl.tenzij.ledger.web.TextRule;

/**
 * No body holds a citizen number. Records of a roster are looked at by the roster's own rules, with
 * their findings; a desk's phone number is one of nine digits at times.
 */
@Dependent
class CitizenNumbers {

  @Produces
  @Singleton
  TextRule noCitizenNumber() {
    return NoCitizenNumber.but("phone")
        .leaving(UserBody.class, ClassBody.class, EnrollmentBody.class);
  }
}
