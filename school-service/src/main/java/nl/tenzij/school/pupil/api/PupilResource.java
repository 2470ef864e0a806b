package nl.tenzij.school.pupil.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.group.ClassCommand;
import nl.tenzij.school.group.ClassEvent;
import nl.tenzij.school.group.Classes;
import nl.tenzij.school.group.RosterClass;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.pupil.PupilCommand;
import nl.tenzij.school.pupil.PupilEvent;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.reading.PupilReadings;
import nl.tenzij.school.reading.PupilReadings.Entry;
import nl.tenzij.school.reading.Reason;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A pupil's entry in the roster, for those who lead, care for or teach the pupil. */
@Path("/api/v1/schools/{school}/pupils/{pupil}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "roster")
public class PupilResource {

  /** Not in the address: those are written down by all that pass them on (decision 0009). */
  private static final String REASON = "Tenzij-Reason";

  private static final Set<String> WHOLE_SCHOOL = Set.of("head", "care-coordinator");

  @Inject Caller caller;
  @Inject SchoolDays days;
  @Inject PupilReadings readings;
  @Inject CommandHandler<PupilCommand, Pupil, PupilEvent> pupils;
  @Inject CommandHandler<ClassCommand, RosterClass, ClassEvent> classes;

  @GET
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Operation(
      summary = "Read a pupil's entry",
      description = "Teachers find the pupils they teach. That it was read is kept.")
  public Uni<RestResponse<PupilView>> read(
      @PathParam("school") String school,
      @PathParam("pupil") String pupil,
      @Parameter(
              description = "Why it is read: that is kept, with who read it and when.",
              required = true,
              schema =
                  @Schema(
                      enumeration = {"INCIDENT", "EXEMPTION", "CARE", "CONTACT", "ADMINISTRATION"}))
          @HeaderParam(REASON)
          String reason) {
    Reason why = reason(reason);
    School at = caller.at(school, "head", "care-coordinator", "mentor", "teacher");
    return days.today(caller.board(), at)
        .chain(
            today ->
                pupils
                    .load(Pupils.stream(caller.board(), at, pupil))
                    .map(PupilResource::present)
                    .call(found -> mayRead(at, found.state(), today))
                    .call(() -> note(new Entry(caller.board(), at, pupil), why))
                    .map(found -> answer(found, today, at, mayKnowOfPlan(at, found.state()))));
  }

  private static Reason reason(String word) {
    return Reason.OF_STAFF.stream()
        .filter(each -> each.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new Invalid(
                    REASON,
                    word == null ? "required" : "enum",
                    "Why it is read: one of " + List.copyOf(Reason.OF_STAFF) + "."));
  }

  private Uni<Void> note(Entry entry, Reason reason) {
    return readings.note(entry, caller.actor(), caller.role(), reason);
  }

  private static Loaded<Pupil> present(Loaded<Pupil> loaded) {
    if (!loaded.state().present()) {
      throw new NotYours();
    }
    return loaded;
  }

  private Uni<Void> mayRead(School school, Pupil pupil, LocalDate today) {
    if (isForWholeSchool(school)) {
      return Uni.createFrom().voidItem();
    }
    String person = caller.person().orElseThrow(NotYours::new);
    if (isMentor(school, pupil)) {
      return Uni.createFrom().voidItem();
    }
    return Multi.createFrom()
        .iterable(pupil.classesOn(today))
        .onItem()
        .transformToUniAndConcatenate(id -> teaches(school, id, person, today))
        .filter(teaches -> teaches)
        .toUni()
        .onItem()
        .ifNull()
        .failWith(NotYours::new)
        .replaceWithVoid();
  }

  private boolean isMentor(School school, Pupil pupil) {
    String mentor = pupil.support().mentor();
    return caller.roles(school).contains("mentor")
        && caller.person().filter(person -> person.equals(mentor)).isPresent();
  }

  private boolean isForWholeSchool(School school) {
    return caller.roles(school).stream().anyMatch(WHOLE_SCHOOL::contains);
  }

  private boolean mayKnowOfPlan(School school, Pupil pupil) {
    return isForWholeSchool(school) || isMentor(school, pupil);
  }

  private Uni<Boolean> teaches(School school, String id, String person, LocalDate today) {
    return classes
        .load(Classes.stream(caller.board(), school, id))
        .map(
            loaded ->
                loaded.state().running() && loaded.state().teachersOn(today).contains(person));
  }

  private RestResponse<PupilView> answer(
      Loaded<Pupil> loaded, LocalDate today, School school, boolean withPlan) {
    boolean withTies = isForWholeSchool(school);
    return RestResponse.ResponseBuilder.ok(PupilView.of(loaded.state(), today, withTies, withPlan))
        .header(HttpHeaders.ETAG, ETags.of(loaded.version()))
        .build();
  }
}
