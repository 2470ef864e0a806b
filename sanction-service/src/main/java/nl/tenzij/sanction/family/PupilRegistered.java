package nl.tenzij.sanction.family;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What we take of families from {@code nl.tenzij.school.pupil-registered.v1}.
 *
 * @param ofAge whether the pupil is; not where it is not told
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PupilRegistered(String pupil, List<Parent> guardians, boolean ofAge) {

  static final String TYPE = "nl.tenzij.school.pupil-registered.v1";

  /**
   * @param custody whether the parent has authority; told since it is kept, with it before
   * @param contact false: may not be told of the pupil, asked or unasked; told since it is kept
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Parent(String guardian, Boolean custody, Boolean contact) {

    Parent {
      custody = custody == null || custody;
      contact = contact == null || contact;
    }
  }

  String[] parents() {
    return guardians.stream().map(Parent::guardian).toArray(String[]::new);
  }

  /** Of each of those. */
  Boolean[] custody() {
    return guardians.stream().map(Parent::custody).toArray(Boolean[]::new);
  }

  /** Of each of those. */
  Boolean[] contact() {
    return guardians.stream().map(Parent::contact).toArray(Boolean[]::new);
  }
}
