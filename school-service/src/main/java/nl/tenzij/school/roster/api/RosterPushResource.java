package nl.tenzij.school.roster.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.function.BiFunction;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.school.roster.EnrolmentPush;
import nl.tenzij.school.roster.Pushed;
import nl.tenzij.school.roster.RosterPush;
import nl.tenzij.school.roster.RosterPush.At;
import nl.tenzij.school.roster.TermPush;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A school's own system tells what changes during the day, one record at a time. */
@Path("/api/v1/schools/{school}/roster")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "roster")
public class RosterPushResource {

  @Inject Caller caller;
  @Inject ObjectMapper json;
  @Inject RosterPush roster;
  @Inject EnrolmentPush enrolments;
  @Inject TermPush terms;

  private At at(String school) {
    return new At(caller.board(), caller.at(school), caller.meta());
  }

  /** Enters what a body says, or ends what it is about where it says so. */
  private Uni<RestResponse<PushedView>> enter(
      String school,
      String id,
      RosterBody body,
      BiFunction<At, Pushed, Uni<Pushed.Outcome>> enter,
      BiFunction<At, String, Uni<Optional<Pushed.Outcome>>> end) {
    At at = at(school);
    Pushed record = body.pushed(id, json);
    Uni<Pushed.Outcome> outcome =
        body.deletes()
            ? end.apply(at, id).map(ended -> ended.orElseThrow(NotYours::new))
            : enter.apply(at, record);
    return outcome.map(done -> PushedView.answer(id, done));
  }

  private Uni<RestResponse<Void>> end(
      String school, String id, BiFunction<At, String, Uni<Optional<Pushed.Outcome>>> end) {
    return end.apply(at(school), id)
        .map(ended -> PushedView.gone(ended.orElseThrow(NotYours::new)));
  }

  @PUT
  @Path("/users/{sourcedId}")
  @Roles("school-system")
  @Operation(
      operationId = "putRosterUser",
      summary = "Enter or change a user",
      description =
          "A pupil, a guardian, a member of staff, by the same rules as in a whole roster, but that"
              + " any value that can't be read is refused (400, with its field), also one that need"
              + " not be there: of a whole roster the line is taken without it. Sent again it changes"
              + " nothing.")
  @APIResponse(responseCode = "200", description = "What became of it")
  public Uni<RestResponse<PushedView>> user(
      @PathParam("school") String school,
      @PathParam("sourcedId") String id,
      @Valid @NotNull UserBody body) {
    return enter(
        school,
        id,
        body,
        (at, record) -> roster.user(at, new Pushed.User(record, body.roleValues(id))),
        roster::userLeft);
  }

  @DELETE
  @Path("/users/{sourcedId}")
  @Roles("school-system")
  @Operation(operationId = "removeRosterUser", summary = "A user has left the school")
  @APIResponse(responseCode = "204", description = "Has left, now or before")
  public Uni<RestResponse<Void>> userLeft(
      @PathParam("school") String school, @PathParam("sourcedId") String id) {
    return end(school, id, roster::userLeft);
  }

  @PUT
  @Path("/academic-sessions/{sourcedId}")
  @Roles("school-system")
  @Operation(
      operationId = "putRosterSession",
      summary = "Enter or change a school year or a term",
      description =
          "Classes that name it run by its days, and their places with them. `endDate` is the first"
              + " day that is not in it. Where more places would end by it than do unasked by a"
              + " package, or more than a thousand would have other days, it is refused (409,"
              + " `too-many-leave`, `too-many-follow`): a package of one line brings it in.")
  @APIResponse(responseCode = "200", description = "What became of it")
  public Uni<RestResponse<PushedView>> session(
      @PathParam("school") String school,
      @PathParam("sourcedId") String id,
      @Valid @NotNull AcademicSessionBody body) {
    return enter(school, id, body, terms::session, terms::sessionGone);
  }

  @DELETE
  @Path("/academic-sessions/{sourcedId}")
  @Roles("school-system")
  @Operation(
      operationId = "removeRosterSession",
      summary = "A school year or a term is no more",
      description = "Classes that name it run as they did, as where a package takes it away.")
  @APIResponse(responseCode = "204", description = "Is no more")
  public Uni<RestResponse<Void>> sessionGone(
      @PathParam("school") String school, @PathParam("sourcedId") String id) {
    return end(school, id, terms::sessionGone);
  }

  @PUT
  @Path("/classes/{sourcedId}")
  @Roles("school-system")
  @Operation(
      operationId = "putRosterClass",
      summary = "Enter or change a class",
      description =
          "It runs from the first day of the terms that it names to the last, and its places with"
              + " it. A term that is not known is remarked; once it is, the class runs by it.")
  @APIResponse(responseCode = "200", description = "What became of it")
  public Uni<RestResponse<PushedView>> schoolClass(
      @PathParam("school") String school,
      @PathParam("sourcedId") String id,
      @Valid @NotNull ClassBody body) {
    return enter(school, id, body, roster::schoolClass, roster::classEnded);
  }

  @DELETE
  @Path("/classes/{sourcedId}")
  @Roles("school-system")
  @Operation(operationId = "removeRosterClass", summary = "A class is no more")
  @APIResponse(responseCode = "204", description = "Is no more, now or before")
  public Uni<RestResponse<Void>> classEnded(
      @PathParam("school") String school, @PathParam("sourcedId") String id) {
    return end(school, id, roster::classEnded);
  }

  @PUT
  @Path("/enrollments/{sourcedId}")
  @Roles("school-system")
  @Operation(
      operationId = "putRosterEnrolment",
      summary = "Enter or change an enrolment",
      description =
          "A pupil's or a teacher's place in a class, with its days, as far as the class's terms"
              + " have them.")
  @APIResponse(responseCode = "200", description = "What became of it")
  public Uni<RestResponse<PushedView>> enrolment(
      @PathParam("school") String school,
      @PathParam("sourcedId") String id,
      @Valid @NotNull EnrollmentBody body) {
    return enter(school, id, body, enrolments::enrolment, enrolments::enrolmentEnded);
  }

  @DELETE
  @Path("/enrollments/{sourcedId}")
  @Roles("school-system")
  @Operation(
      operationId = "removeRosterEnrolment",
      summary = "An enrolment is over, or was never meant")
  @APIResponse(responseCode = "204", description = "Is over")
  public Uni<RestResponse<Void>> enrolmentEnded(
      @PathParam("school") String school, @PathParam("sourcedId") String id) {
    return end(school, id, enrolments::enrolmentEnded);
  }
}
