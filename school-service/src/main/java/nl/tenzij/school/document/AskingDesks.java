package nl.tenzij.school.document;

import java.util.Optional;
import nl.tenzij.school.desk.Contact;
import nl.tenzij.school.desk.ContactDesk;
import nl.tenzij.school.desk.Matter;
import nl.tenzij.school.organisation.CentralDesk;

/**
 * Where a reader of a policy can ask.
 *
 * @param central the board's; null where it has none
 */
public record AskingDesks(ContactDesk school, CentralDesk central) {

  /** Whom to ask about a matter, by function; a person is not named. */
  Optional<Contact> of(Matter matter) {
    return school.contacts().stream().filter(contact -> contact.matter() == matter).findFirst();
  }
}
