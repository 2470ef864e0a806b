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

  /** Who can be written to or called about a matter; a person is not named. */
  Optional<Contact> of(Matter matter) {
    return school.contacts().stream()
        .filter(contact -> contact.matter() == matter)
        .filter(contact -> contact.email() != null || contact.phone() != null)
        .findFirst();
  }
}
