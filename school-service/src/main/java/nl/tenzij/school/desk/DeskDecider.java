package nl.tenzij.school.desk;

import static java.util.Comparator.comparing;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.desk.DeskCommand.SetDesk;
import nl.tenzij.school.desk.DeskEvent.DeskSet;

/** One answer to each question of whom to ask. */
public final class DeskDecider implements Decider<DeskCommand, ContactDesk, DeskEvent> {

  @Override
  public ContactDesk initial() {
    return ContactDesk.NONE;
  }

  @Override
  public List<DeskEvent> decide(DeskCommand command, ContactDesk known) {
    return switch (command) {
      case SetDesk(List<Contact> contacts) -> set(contacts, known);
    };
  }

  private static List<DeskEvent> set(List<Contact> contacts, ContactDesk known) {
    Set<Matter> seen = EnumSet.noneOf(Matter.class);
    for (Contact contact : contacts) {
      if (!seen.add(contact.matter())) {
        throw new Refused("matter-twice", "there is one to ask about a matter");
      }
      if (contact.staff() == null && contact.email() == null && contact.phone() == null) {
        throw new Refused("unreachable", "a contact is somebody, or can be written to or called");
      }
    }
    List<Contact> wanted = contacts.stream().sorted(comparing(Contact::matter)).toList();
    return wanted.equals(known.contacts()) ? List.of() : List.of(new DeskSet(wanted));
  }

  @Override
  public ContactDesk evolve(ContactDesk known, DeskEvent event) {
    return switch (event) {
      case DeskSet(List<Contact> contacts) -> new ContactDesk(contacts);
    };
  }
}
