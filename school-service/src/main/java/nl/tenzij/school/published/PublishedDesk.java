package nl.tenzij.school.published;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import nl.tenzij.school.desk.Contact;
import nl.tenzij.school.desk.Matter;

/** {@code nl.tenzij.school.contact-desk-set.v1} */
record PublishedDesk(String school, List<Entry> contacts) {
  static final String TYPE = "nl.tenzij.school.contact-desk-set.v1";

  /** Whom to ask; the staff id is null where the function is shared. Addresses stay here. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Entry(Matter matter, String title, String staff) {}

  static PublishedDesk of(String school, List<Contact> contacts) {
    return new PublishedDesk(
        school,
        contacts.stream()
            .map(each -> new Entry(each.matter(), each.title(), each.staff()))
            .toList());
  }
}
