package nl.tenzij.school.roster.api;

import java.util.List;

/**
 * What a record points at. An address and a type may go with it and are only looked through for a
 * citizen number.
 */
public record Reference(String sourcedId, Object href, Object type) {

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
