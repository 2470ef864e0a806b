package nl.tenzij.school.lookup.api;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.lookup.Circle;
import nl.tenzij.school.lookup.Lookups;
import nl.tenzij.school.lookup.Lookups.Teacher;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.roster.ClassPlaces;
import nl.tenzij.school.roster.RosterMembers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who has to do with whom at a moment: now, unless another is asked for. */
@Path("/api/v1/schools/{school}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "lookups")
public class LookupResource {

  @Inject Caller caller;
  @Inject Circle circle;
  @Inject Clock clock;
  @Inject Consistency consistency;
  @Inject Lookups lookups;
  @Inject SchoolDays days;

  private Uni<LocalDate> day(School school, OffsetDateTime at) {
    return days.dayOf(caller.board(), school, at == null ? clock.instant() : at.toInstant());
  }

  /**
   * What is found on the day of a moment, by somebody who may ask it.
   *
   * @param known from the day; fails where the caller may not
   * @param found from what is known and the day
   */
  private <K, T> Uni<T> on(
      School school,
      OffsetDateTime at,
      Function<LocalDate, Uni<K>> known,
      BiFunction<K, LocalDate, Uni<T>> found) {
    return consistency
        .reached(ClassPlaces.NAME)
        .chain(() -> day(school, at))
        .chain(day -> known.apply(day).chain(all -> found.apply(all, day)));
  }

  @GET
  @Path("/pupils/{pupil}/teachers")
  @Roles({"head", "care-coordinator", "mentor", "teacher", "guardian", "pupil", "service"})
  @Operation(
      operationId = "listTeachersOfPupil",
      summary = "Who teaches a pupil",
      description =
          "Teachers ask of the pupils they teach, guardians of theirs, pupils of themselves.")
  @APIResponse(responseCode = "200", description = "By the roster's ids")
  public Uni<TeachersView> teachersOfPupil(
      @PathParam("school") String school,
      @PathParam("pupil") String pupil,
      @QueryParam("at") OffsetDateTime at) {
    School here = caller.at(school);
    return on(
        here,
        at,
        day -> circle.pupil(here, pupil, day),
        (known, day) ->
            lookups
                .teachersOfPupil(caller.board(), here, pupil, day)
                .map(teachers -> TeachersView.of(day, teachers)));
  }

  @GET
  @Path("/pupils/{pupil}/classes")
  @Roles({"head", "care-coordinator", "mentor", "teacher", "guardian", "pupil", "service"})
  @Operation(operationId = "listClassesOfPupil", summary = "A pupil's classes and mentor")
  @APIResponse(responseCode = "200", description = "On that day")
  public Uni<ClassesView> classesOfPupil(
      @PathParam("school") String school,
      @PathParam("pupil") String pupil,
      @QueryParam("at") OffsetDateTime at) {
    School here = caller.at(school);
    return on(
        here, at, day -> circle.pupil(here, pupil, day), (known, day) -> classes(here, known, day));
  }

  private Uni<ClassesView> classes(School school, Pupil pupil, LocalDate day) {
    return lookups
        .classesOfPupil(caller.board(), school, pupil.pupil(), day)
        .chain(
            places ->
                mentor(school, pupil, day)
                    .map(
                        mentor ->
                            ClassesView.of(
                                day, mentor, pupil.support().careCoordinator(), places)));
  }

  private Uni<String> mentor(School school, Pupil pupil, LocalDate day) {
    String named = pupil.support().mentor();
    return named == null
        ? lookups
            .ownTeacher(caller.board(), school, pupil.pupil(), day)
            .map(own -> own.orElse(null))
        : Uni.createFrom().item(named);
  }

  @GET
  @Path("/classes/{class}/pupils")
  @Roles({"head", "care-coordinator", "mentor", "teacher", "service"})
  @Operation(
      operationId = "listPupilsOfClass",
      summary = "The pupils of a class",
      description = "Teachers ask of their own classes.")
  @APIResponse(responseCode = "200", description = "By the roster's ids")
  public Uni<PeopleView> pupilsOfClass(
      @PathParam("school") String school,
      @PathParam("class") String inClass,
      @QueryParam("at") OffsetDateTime at) {
    School here = caller.at(school);
    return on(
        here,
        at,
        day -> ownClass(here, inClass, day),
        (allowed, day) ->
            lookups
                .pupilsOfClass(caller.board(), here, inClass, day)
                .map(pupils -> new PeopleView(day, pupils)));
  }

  /** Whether somebody may ask is a matter of today, whatever day is asked for. */
  private Uni<Void> ownClass(School school, String inClass, LocalDate day) {
    return isClass(school, inClass, day)
        .chain(() -> days.today(caller.board(), school))
        .chain(today -> lookups.staffOfClass(caller.board(), school, inClass, today))
        .invoke(staff -> circle.wholeSchoolOrOneOf(school, staff))
        .replaceWithVoid();
  }

  private Uni<Void> isClass(School school, String inClass, LocalDate day) {
    return lookups
        .isClass(caller.board(), school, inClass, day)
        .invoke(
            found -> {
              if (!found) {
                throw new NotYours();
              }
            })
        .replaceWithVoid();
  }

  @GET
  @Path("/classes/{class}/staff")
  @Roles({"head", "care-coordinator", "mentor", "teacher", "service"})
  @Operation(operationId = "listStaffOfClass", summary = "Who teaches a class")
  @APIResponse(responseCode = "200", description = "By the roster's ids")
  public Uni<PeopleView> staffOfClass(
      @PathParam("school") String school,
      @PathParam("class") String inClass,
      @QueryParam("at") OffsetDateTime at) {
    School here = caller.at(school);
    return on(
        here,
        at,
        day -> isClass(here, inClass, day),
        (allowed, day) ->
            lookups
                .staffOfClass(caller.board(), here, inClass, day)
                .map(staff -> new PeopleView(day, staff)));
  }

  @GET
  @Path("/classes/{class}/teachers")
  @Roles({"head", "care-coordinator", "mentor", "teacher", "service"})
  @Operation(
      operationId = "listTeachersOfPupilsOfClass",
      summary = "Who teaches the pupils of a class",
      description =
          "In this class or any other. Teachers ask of pupils whom they teach themselves.")
  @APIResponse(responseCode = "200", description = "By the roster's ids")
  public Uni<TeachersView> teachersOfPupilsOf(
      @PathParam("school") String school,
      @PathParam("class") String inClass,
      @QueryParam("at") OffsetDateTime at) {
    School here = caller.at(school);
    return day(here, at)
        .chain(
            day ->
                teachers(here, inClass, day)
                    .chain(teachers -> told(here, inClass, at, day, teachers)));
  }

  /** Nobody teaches the pupils of a class that is none; of one that is, it is rare. */
  private Uni<TeachersView> told(
      School school, String inClass, OffsetDateTime at, LocalDate day, List<Teacher> teachers) {
    Uni<Void> allowed = mayRead(school, inClass, at == null ? teachers : null);
    Uni<Void> there =
        teachers.isEmpty() ? allowed.chain(() -> isClass(school, inClass, day)) : allowed;
    return there.replaceWith(() -> TeachersView.of(day, teachers));
  }

  private Uni<List<Teacher>> teachers(School school, String inClass, LocalDate day) {
    return consistency
        .reached(ClassPlaces.NAME)
        .chain(
            () ->
                lookups.teachersOfPupilsOf(
                    caller.board(), school, inClass, day, consistency.isAskedFor()));
  }

  /** Whether somebody may ask is a matter of today, whatever day is asked for. */
  private Uni<Void> mayRead(School school, String inClass, List<Teacher> ofToday) {
    if (circle.isWholeSchool(school)) {
      return Uni.createFrom().voidItem();
    }
    if (ofToday != null) {
      oneOf(school, ofToday);
      return Uni.createFrom().voidItem();
    }
    return day(school, null)
        .chain(day -> teachers(school, inClass, day))
        .invoke(teachers -> oneOf(school, teachers))
        .replaceWithVoid();
  }

  private void oneOf(School school, List<Teacher> teachers) {
    circle.wholeSchoolOrOneOf(school, teachers.stream().map(Teacher::staff).toList());
  }

  @GET
  @Path("/staff/{staff}/classes")
  @Roles({"head", "care-coordinator", "mentor", "teacher", "service"})
  @Operation(
      operationId = "listClassesOfTeacher",
      summary = "The classes of a member of staff",
      description = "Teachers ask of themselves.")
  @APIResponse(responseCode = "200", description = "On that day")
  public Uni<ClassesView> classesOfTeacher(
      @PathParam("school") String school,
      @PathParam("staff") String staff,
      @QueryParam("at") OffsetDateTime at) {
    School here = caller.at(school);
    circle.wholeSchoolOr(here, staff);
    return on(
        here,
        at,
        _ -> Uni.createFrom().voidItem(),
        (allowed, day) ->
            lookups
                .classesOfTeacher(caller.board(), here, staff, day)
                .map(places -> ClassesView.of(day, null, null, places)));
  }

  @GET
  @Path("/staff/{staff}/pupils")
  @Roles({"head", "care-coordinator", "mentor", "teacher", "service"})
  @Operation(
      operationId = "listPupilsOfTeacher",
      summary = "The pupils whom a member of staff teaches",
      description = "Teachers ask of themselves.")
  @APIResponse(responseCode = "200", description = "By the roster's ids")
  public Uni<PeopleView> pupilsOfTeacher(
      @PathParam("school") String school,
      @PathParam("staff") String staff,
      @QueryParam("at") OffsetDateTime at) {
    School here = caller.at(school);
    circle.wholeSchoolOr(here, staff);
    return on(
        here,
        at,
        _ -> Uni.createFrom().voidItem(),
        (allowed, day) ->
            lookups
                .pupilsOfTeacher(caller.board(), here, staff, day)
                .map(pupils -> new PeopleView(day, pupils)));
  }

  @GET
  @Path("/guardians/{guardian}/pupils")
  @Roles({"head", "care-coordinator", "guardian", "service"})
  @Operation(
      operationId = "listPupilsOfGuardian",
      summary = "The pupils of a guardian",
      description =
          "Guardians ask of themselves. Pupils of whom the guardian may not be told are left out.")
  @APIResponse(responseCode = "200", description = "By the roster's ids")
  public Uni<PeopleView> pupilsOfGuardian(
      @PathParam("school") String school, @PathParam("guardian") String guardian) {
    School here = caller.at(school);
    circle.wholeSchoolOr(here, guardian);
    return consistency
        .reached(RosterMembers.NAME)
        .chain(() -> day(here, null))
        .chain(
            day ->
                lookups
                    .pupilsOfGuardian(caller.board(), here, guardian)
                    .map(pupils -> new PeopleView(day, pupils)));
  }
}
