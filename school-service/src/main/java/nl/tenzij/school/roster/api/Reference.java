package nl.tenzij.school.roster.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** What a record points at. An address and a type may go with it and are not needed. */
@JsonIgnoreProperties({"href", "type"})
public record Reference(String sourcedId) {

  static String id(Reference reference) {
    return reference == null ? null : reference.sourcedId();
  }

  /** Null where nothing is said, empty where nothing is pointed at. */
  static String ids(List<Reference> references) {
    return references == null
        ? null
        : RosterBody.joined(references.stream().map(Reference::sourcedId).toList());
  }
}
