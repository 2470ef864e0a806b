package nl.tenzij.school.desk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import nl.tenzij.school.desk.Contact;
import nl.tenzij.school.desk.ContactDesk;
import nl.tenzij.school.desk.Matter;

/** Whom to ask at the school, per matter. */
public record DeskBody(@NotNull @Size(max = 5) List<@NotNull @Valid Entry> contacts) {

  /**
   * Whom to ask about a matter.
   *
   * @param title of the function
   * @param staff the roster's id of who has the function
   * @param email of the function, not of a person
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      @NotNull Matter matter,
      @NotBlank @Size(max = 200) String title,
      @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}") String staff,
      @Email @Size(max = 254) String email,
      @Pattern(regexp = "\\+?[0-9 ()-]{6,25}") String phone) {

    static Entry of(Contact contact) {
      return new Entry(
          contact.matter(), contact.title(), contact.staff(), contact.email(), contact.phone());
    }

    Contact toContact() {
      return new Contact(matter, title, staff, email, phone);
    }
  }

  static DeskBody of(ContactDesk desk) {
    return new DeskBody(desk.contacts().stream().map(Entry::of).toList());
  }

  List<Contact> toContacts() {
    return contacts.stream().map(Entry::toContact).toList();
  }
}
