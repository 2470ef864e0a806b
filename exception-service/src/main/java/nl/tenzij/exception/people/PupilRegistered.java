package nl.tenzij.exception.people;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What we take from {@code nl.tenzij.school.pupil-registered.v1}.
 *
 * @param supportPlan whether there is one (OPP); not where it is not told
 * @param ofAge whether the pupil is; not where it is not told
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PupilRegistered(
    String pupil,
    List<Parent> guardians,
    List<String> classes,
    List<Enrolment> enrolments,
    Optional<String> mentor,
    boolean supportPlan,
    boolean ofAge) {

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

  /** A class with the days; null where there is no bound. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Enrolment(@JsonProperty("class") String group, LocalDate begin, LocalDate end) {}

  /** Where no days are told, the pupil is in a class on all of them. */
  PupilRegistered {
    if (enrolments == null) {
      enrolments = classes.stream().map(group -> new Enrolment(group, null, null)).toList();
    }
    if (mentor == null) {
      mentor = Optional.empty();
    }
  }

  /** Those who may know of the pupil, and decide. */
  String[] withCustody() {
    return ids(Parent::custody);
  }

  /** Those who may know of the pupil, on request only (BW 1:377c). */
  String[] withoutCustody() {
    return ids(parent -> !parent.custody());
  }

  /** Whose child the pupil is, also of those who may not know of the pupil. */
  String[] parents() {
    return guardians.stream().map(Parent::guardian).toArray(String[]::new);
  }

  private String[] ids(Predicate<Parent> which) {
    return guardians.stream()
        .filter(Parent::contact)
        .filter(which)
        .map(Parent::guardian)
        .toArray(String[]::new);
  }
}
