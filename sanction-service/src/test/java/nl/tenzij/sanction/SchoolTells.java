package nl.tenzij.sanction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Says what school-service would say. */
final class SchoolTells extends Teller {

  private static final String CALENDAR = "calendar-set.v1";
  private static final String POLICY = "policy-in-force.v1";

  SchoolTells() {
    super("school");
  }

  void school(String board, String school) {
    tellOfSchool(board, school, "school-registered.v1", "school-registered.v1");
  }

  /** Taught by st-tim, who is the mentor too. */
  UUID pupil(String board, String school, String pupil) {
    return tell(
        board,
        school,
        pupil,
        "pupil-registered.v1",
        example("pupil-registered.v1").put("pupil", pupil));
  }

  /** In one class, of no mentor, from before the school year of the tests. */
  void pupil(String board, String school, String pupil, String group) {
    pupil(board, school, pupil, List.of(group), null, null);
  }

  /** In one class, with these parents and no others. */
  UUID child(String board, String school, String pupil, String group, Parent... parents) {
    return child(board, school, inClass("pupil-registered.v1", pupil, group), parents);
  }

  /** The same of a pupil who is of age. */
  UUID childOfAge(String board, String school, String pupil, String group, Parent... parents) {
    return child(board, school, inClass("pupil-registered.v1-of-age", pupil, group), parents);
  }

  private UUID child(String board, String school, ObjectNode told, Parent... parents) {
    told.putArray("guardians");
    for (Parent parent : parents) {
      told.withArray("guardians")
          .addObject()
          .put("guardian", parent.id())
          .put("language", "nl")
          .put("informed", parent.custody() && parent.contact())
          .put("custody", parent.custody())
          .put("contact", parent.contact());
    }
    return tell(board, school, told.get("pupil").asText(), "pupil-registered.v1", told);
  }

  private ObjectNode inClass(String example, String pupil, String group) {
    ObjectNode told = example(example).put("pupil", pupil).putNull("mentor");
    told.putArray("classes").add(group);
    told.putArray("enrolments").addObject().put("class", group).putNull("begin").putNull("end");
    return told;
  }

  /** As the roster has one. */
  record Parent(String id, boolean custody, boolean contact) {

    static Parent of(String id) {
      return new Parent(id, true, true);
    }
  }

  /** In one class, of no mentor, and of age. */
  void pupilOfAge(String board, String school, String pupil, String group) {
    tell(
        board,
        school,
        pupil,
        "pupil-registered.v1",
        inClass("pupil-registered.v1-of-age", pupil, group));
  }

  /** In one class from a day to another. */
  void pupil(
      String board, String school, String pupil, String group, LocalDate begin, LocalDate end) {
    pupil(board, school, pupil, List.of(group), begin, end);
  }

  /** In one class from a day on that is the pupil's own, to another. */
  void pupilSince(
      String board, String school, String pupil, String group, LocalDate begin, LocalDate end) {
    ObjectNode told = placed(pupil, List.of(group), begin, end);
    ((ObjectNode) told.get("enrolments").get(0)).put("ownBegin", true);
    tell(board, school, pupil, "pupil-registered.v1", told);
  }

  /** In two classes, from a day to another. */
  void pupilInBoth(
      String board,
      String school,
      String pupil,
      List<String> groups,
      LocalDate begin,
      LocalDate end) {
    pupil(board, school, pupil, groups, begin, end);
  }

  void pupilInNoClass(String board, String school, String pupil) {
    pupil(board, school, pupil, List.of(), null, null);
  }

  private void pupil(
      String board,
      String school,
      String pupil,
      List<String> groups,
      LocalDate begin,
      LocalDate end) {
    tell(board, school, pupil, "pupil-registered.v1", placed(pupil, groups, begin, end));
  }

  /** Of no mentor. */
  private ObjectNode placed(String pupil, List<String> groups, LocalDate begin, LocalDate end) {
    ObjectNode told = example("pupil-registered.v1").put("pupil", pupil).putNull("mentor");
    ArrayNode classes = told.putArray("classes");
    ArrayNode enrolments = told.putArray("enrolments");
    for (String group : groups) {
      classes.add(group);
      within(enrolments.addObject().put("class", group), begin, end);
    }
    return told;
  }

  private static void within(ObjectNode place, LocalDate begin, LocalDate end) {
    place.put("begin", begin == null ? null : begin.toString());
    place.put("end", end == null ? null : end.toString());
  }

  /** Taught by st-tim from a day to another. */
  void group(
      String board, String school, String group, String subject, LocalDate begin, LocalDate end) {
    ObjectNode told = taught(group, subject);
    within((ObjectNode) told.get("teachings").get(0), begin, end);
    tell(board, school, group, "class-registered.v1", told);
  }

  void groupOfNobody(String board, String school, String group, String subject) {
    ObjectNode told = taught(group, subject);
    told.putArray("teachers");
    told.putArray("teachings");
    tell(board, school, group, "class-registered.v1", told);
  }

  /** A mentor's class, taught by st-tim. */
  void groupWithoutSubject(String board, String school, String group) {
    ObjectNode told = taught(group, "none");
    told.putArray("subjects");
    tell(board, school, group, "class-registered.v1", told);
  }

  /** Taught by st-tim. */
  void group(String board, String school, String group, String subject) {
    tell(board, school, group, "class-registered.v1", taught(group, subject));
  }

  /** Taught by somebody else than st-tim. */
  void groupOf(String staff, String board, String school, String group, String subject) {
    ObjectNode told = taught(group, subject);
    told.putArray("teachers").add(staff);
    within(told.putArray("teachings").addObject().put("staff", staff), null, null);
    tell(board, school, group, "class-registered.v1", told);
  }

  private ObjectNode taught(String group, String subject) {
    ObjectNode told = example("class-registered.v1").put("class", group);
    told.putArray("subjects").add(subject);
    return told;
  }

  void groupEnded(String board, String school, String group) {
    tell(board, school, group, "class-ended.v1", example("class-ended.v1").put("class", group));
  }

  void staff(String board, String school, String staff) {
    tell(
        board,
        school,
        staff,
        "staff-registered.v1",
        example("staff-registered.v1").put("staff", staff));
  }

  void staffLeft(String board, String school, String staff) {
    tell(board, school, staff, "staff-left.v1", example("staff-left.v1").put("staff", staff));
  }

  void calendar(String board, String school) {
    tellOfSchool(board, school, CALENDAR, CALENDAR);
  }

  /** The same hours by the clock of another place. */
  void calendar(String board, String school, ZoneId zone) {
    tell(board, school, school, CALENDAR, calendar(school).put("timeZone", zone.getId()));
  }

  /** School begins at that time, with the lesson that does. */
  void laterCalendar(String board, String school, LocalTime first) {
    hoursChanged(board, school, "from", first, from -> from.isBefore(first));
  }

  /** School is out at that time, and lessons that would end later are not given. */
  void shorterCalendar(String board, String school, LocalTime last) {
    hoursChanged(board, school, "until", last, until -> until.isAfter(last));
  }

  /**
   * @param edge of the day, and of a lesson: {@code from} or {@code until}
   * @param outside lessons with such an edge are not given
   */
  private void hoursChanged(
      String board, String school, String edge, LocalTime time, Predicate<LocalTime> outside) {
    ObjectNode told = calendar(school);
    for (JsonNode day : told.get("week")) {
      ((ObjectNode) day).put(edge, time.toString());
      for (Iterator<JsonNode> lessons = day.get("lessons").iterator(); lessons.hasNext(); ) {
        if (outside.test(LocalTime.parse(lessons.next().get(edge).asText()))) {
          lessons.remove();
        }
      }
    }
    tell(board, school, school, CALENDAR, told);
  }

  /** Short lessons on 24 November 2026, until 12:10. */
  void shortenedDay(String board, String school) {
    tellOfSchool(board, school, CALENDAR, CALENDAR + "-other-hours");
  }

  /** School hours without lesson times. */
  void hours(String board, String school) {
    ObjectNode told = calendar(school);
    told.get("week").forEach(day -> ((ObjectNode) day).putArray("lessons"));
    tell(board, school, school, CALENDAR, told);
  }

  private ObjectNode calendar(String school) {
    return example(CALENDAR).put("school", school);
  }

  void contacts(String board, String school) {
    tellOfSchool(board, school, "contact-desk-set.v1", "contact-desk-set.v1");
  }

  private void tellOfSchool(String board, String school, String type, String example) {
    tell(board, school, school, type, example(example).put("school", school));
  }

  /** As the contract does not have it: the pupil is no text. */
  void brokenPupil(String board, String school, String pupil) {
    ObjectNode broken = example("pupil-registered.v1");
    broken.putObject("pupil").put("id", pupil);
    tell(board, school, pupil, "pupil-registered.v1", broken);
  }

  void pupilLeft(String board, String school, String pupil) {
    tell(board, school, pupil, "pupil-left.v1", example("pupil-left.v1").put("pupil", pupil));
  }

  /** A pupil, a guardian or a member of staff. */
  UUID forgotten(String board, String school, String person) {
    return tell(
        board,
        school,
        person,
        "person-forgotten.v1",
        example("person-forgotten.v1").put("person", person));
  }

  /** The rules and the ladder of S2. */
  void policy(String board, String school, Instant from) {
    policy(board, school, "PHONES", from);
  }

  void policy(String board, String school, String topic, Instant from) {
    tell(board, school, school, POLICY, another(from).put("topic", topic));
  }

  /** As those of S2, but nothing follows a first violation. */
  void lenientPolicy(String board, String school, Instant from) {
    ObjectNode policy = example(POLICY).put("from", from.toString());
    eachStep(
        policy, "VIOLATION", step -> step.put("from", step.path("from").asInt() + 1).remove("to"));
    tell(board, school, school, POLICY, policy);
  }

  /** As those of S2, but misuse is answered by another measure. */
  void severePolicy(String board, String school, String measure, Instant from) {
    ObjectNode policy = another(from);
    eachStep(policy, "MISUSE", step -> step.put("measure", measure));
    tell(board, school, school, POLICY, policy);
  }

  private ObjectNode another(Instant from) {
    return example(POLICY).put("policy", UUID.randomUUID().toString()).put("from", from.toString());
  }

  private static void eachStep(ObjectNode policy, String breach, Consumer<ObjectNode> change) {
    policy
        .withArray("/ladder/steps")
        .forEach(
            step -> {
              if (step.path("breach").asText().equals(breach)) {
                change.accept((ObjectNode) step);
              }
            });
  }
}
