package nl.tenzij.sanction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** Says what school-service would say. */
final class SchoolTells extends Teller {

  SchoolTells() {
    super("school");
  }

  void school(String board, String school) {
    tell(
        board,
        school,
        school,
        "school-registered.v1",
        example("school-registered.v1").put("school", school));
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
    ObjectNode told = example("pupil-registered.v1").put("pupil", pupil).putNull("mentor");
    told.putArray("classes").add(group);
    told.putArray("enrolments").addObject().put("class", group).putNull("begin").putNull("end");
    tell(board, school, pupil, "pupil-registered.v1", told);
  }

  /** In one class, with these parents and no others. */
  UUID child(String board, String school, String pupil, String group, Parent... parents) {
    ObjectNode told = example("pupil-registered.v1").put("pupil", pupil).putNull("mentor");
    told.putArray("classes").add(group);
    told.putArray("enrolments").addObject().put("class", group).putNull("begin").putNull("end");
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
    return tell(board, school, pupil, "pupil-registered.v1", told);
  }

  /** As the roster has one. */
  record Parent(String id, boolean custody, boolean contact) {

    static Parent of(String id) {
      return new Parent(id, true, true);
    }
  }

  /** In one class from a day to another. */
  void pupil(
      String board, String school, String pupil, String group, LocalDate begin, LocalDate end) {
    ObjectNode told = example("pupil-registered.v1").put("pupil", pupil).putNull("mentor");
    told.putArray("classes").add(group);
    told.putArray("enrolments")
        .addObject()
        .put("class", group)
        .put("begin", begin.toString())
        .put("end", end.toString());
    tell(board, school, pupil, "pupil-registered.v1", told);
  }

  /** In one class from a day on that is the pupil's own, to another. */
  void pupilSince(
      String board, String school, String pupil, String group, LocalDate begin, LocalDate end) {
    ObjectNode told = example("pupil-registered.v1").put("pupil", pupil).putNull("mentor");
    told.putArray("classes").add(group);
    told.putArray("enrolments")
        .addObject()
        .put("class", group)
        .put("begin", begin.toString())
        .put("end", end.toString())
        .put("ownBegin", true);
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
    ObjectNode told = example("pupil-registered.v1").put("pupil", pupil).putNull("mentor");
    told.putArray("classes");
    told.putArray("enrolments");
    for (String group : groups) {
      told.withArray("classes").add(group);
      told.withArray("enrolments")
          .addObject()
          .put("class", group)
          .put("begin", begin.toString())
          .put("end", end.toString());
    }
    tell(board, school, pupil, "pupil-registered.v1", told);
  }

  void pupilInNoClass(String board, String school, String pupil) {
    ObjectNode told = example("pupil-registered.v1").put("pupil", pupil).putNull("mentor");
    told.putArray("classes");
    told.putArray("enrolments");
    tell(board, school, pupil, "pupil-registered.v1", told);
  }

  /** Taught by st-tim from a day to another. */
  void group(
      String board, String school, String group, String subject, LocalDate begin, LocalDate end) {
    ObjectNode told = example("class-registered.v1").put("class", group);
    told.putArray("subjects").add(subject);
    ((ObjectNode) told.withArray("teachings").get(0))
        .put("begin", begin.toString())
        .put("end", end.toString());
    tell(board, school, group, "class-registered.v1", told);
  }

  void groupOfNobody(String board, String school, String group, String subject) {
    ObjectNode told = example("class-registered.v1").put("class", group);
    told.putArray("subjects").add(subject);
    told.putArray("teachers");
    told.putArray("teachings");
    tell(board, school, group, "class-registered.v1", told);
  }

  /** Taught by st-tim. */
  void group(String board, String school, String group, String subject) {
    ObjectNode told = example("class-registered.v1").put("class", group);
    told.putArray("subjects").add(subject);
    tell(board, school, group, "class-registered.v1", told);
  }

  /** Taught by somebody else than st-tim. */
  void groupOf(String staff, String board, String school, String group, String subject) {
    ObjectNode told = example("class-registered.v1").put("class", group);
    told.putArray("subjects").add(subject);
    told.putArray("teachers").add(staff);
    told.putArray("teachings").addObject().put("staff", staff).putNull("begin").putNull("end");
    tell(board, school, group, "class-registered.v1", told);
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
    tell(
        board, school, school, "calendar-set.v1", example("calendar-set.v1").put("school", school));
  }

  /** The same hours by the clock of another place. */
  void calendar(String board, String school, ZoneId zone) {
    ObjectNode told = example("calendar-set.v1").put("school", school);
    tell(board, school, school, "calendar-set.v1", told.put("timeZone", zone.getId()));
  }

  /** School begins at that time, with the lesson that does. */
  void laterCalendar(String board, String school, LocalTime first) {
    ObjectNode told = example("calendar-set.v1").put("school", school);
    for (JsonNode day : told.get("week")) {
      ((ObjectNode) day).put("from", first.toString());
      for (Iterator<JsonNode> lessons = day.get("lessons").iterator(); lessons.hasNext(); ) {
        if (LocalTime.parse(lessons.next().get("from").asText()).isBefore(first)) {
          lessons.remove();
        }
      }
    }
    tell(board, school, school, "calendar-set.v1", told);
  }

  /** School is out at that time, and lessons that would end later are not given. */
  void shorterCalendar(String board, String school, LocalTime last) {
    ObjectNode told = example("calendar-set.v1").put("school", school);
    for (JsonNode day : told.get("week")) {
      ((ObjectNode) day).put("until", last.toString());
      for (Iterator<JsonNode> lessons = day.get("lessons").iterator(); lessons.hasNext(); ) {
        if (LocalTime.parse(lessons.next().get("until").asText()).isAfter(last)) {
          lessons.remove();
        }
      }
    }
    tell(board, school, school, "calendar-set.v1", told);
  }

  /** Short lessons on 24 November 2026, until 12:10. */
  void shortenedDay(String board, String school) {
    ObjectNode told = example("calendar-set.v1-other-hours").put("school", school);
    tell(board, school, school, "calendar-set.v1", told);
  }

  /** School hours without lesson times. */
  void hours(String board, String school) {
    ObjectNode told = example("calendar-set.v1").put("school", school);
    told.get("week").forEach(day -> ((ObjectNode) day).putArray("lessons"));
    tell(board, school, school, "calendar-set.v1", told);
  }

  void contacts(String board, String school) {
    tell(
        board,
        school,
        school,
        "contact-desk-set.v1",
        example("contact-desk-set.v1").put("school", school));
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

  /** As those of S2, but nothing follows a first violation. */
  void lenientPolicy(String board, String school, Instant from) {
    ObjectNode policy = example("policy-in-force.v1").put("from", from.toString());
    policy
        .withArray("/ladder/steps")
        .forEach(
            step -> {
              if (step.path("breach").asText().equals("VIOLATION")) {
                ((ObjectNode) step).put("from", step.path("from").asInt() + 1).remove("to");
              }
            });
    tell(board, school, school, "policy-in-force.v1", policy);
  }

  /** As those of S2, but misuse is answered by another measure. */
  void severePolicy(String board, String school, String measure, Instant from) {
    ObjectNode policy =
        example("policy-in-force.v1")
            .put("policy", UUID.randomUUID().toString())
            .put("from", from.toString());
    policy
        .withArray("/ladder/steps")
        .forEach(
            step -> {
              if (step.path("breach").asText().equals("MISUSE")) {
                ((ObjectNode) step).put("measure", measure);
              }
            });
    tell(board, school, school, "policy-in-force.v1", policy);
  }

  void policy(String board, String school, String topic, Instant from) {
    var policy =
        example("policy-in-force.v1")
            .put("topic", topic)
            .put("policy", UUID.randomUUID().toString())
            .put("from", from.toString());
    tell(board, school, school, "policy-in-force.v1", policy);
  }
}
