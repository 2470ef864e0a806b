package nl.tenzij.sanction.educationaluse.api;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Forbidden;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Tagged;
import nl.tenzij.sanction.educationaluse.EducationalUse;
import nl.tenzij.sanction.educationaluse.EducationalUse.Opened;
import nl.tenzij.sanction.educationaluse.EducationalUseCommand;
import nl.tenzij.sanction.educationaluse.EducationalUseCommand.CloseUse;
import nl.tenzij.sanction.educationaluse.EducationalUseCommand.Latest;
import nl.tenzij.sanction.educationaluse.EducationalUseCommand.OpenUse;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent;
import nl.tenzij.sanction.educationaluse.EducationalUses;
import nl.tenzij.sanction.school.SchoolBook;
import nl.tenzij.sanction.school.SchoolBooks;
import nl.tenzij.sanction.school.Schools;
import nl.tenzij.sanction.staff.Staff;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A teacher lets a class use devices for a while. */
@Path("/api/v1/schools/{school}/educational-uses")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "educational use")
public class EducationalUseResource {

  /** A lesson of two hours, also with a break between them. */
  private static final int A_DOUBLE_ONE = 2;

  private final Staff staff;
  private final Schools schools;
  private final SchoolBooks books;
  private final Pool pool;
  private final Clock clock;
  private final Commands commands;
  private final ETags tags;
  private final CommandHandler<EducationalUseCommand, EducationalUse, EducationalUseEvent> uses;

  public EducationalUseResource(
      Staff staff,
      Schools schools,
      SchoolBooks books,
      Pool pool,
      Clock clock,
      Commands commands,
      ETags tags,
      CommandHandler<EducationalUseCommand, EducationalUse, EducationalUseEvent> uses) {
    this.staff = staff;
    this.schools = schools;
    this.books = books;
    this.pool = pool;
    this.clock = clock;
    this.commands = commands;
    this.tags = tags;
    this.uses = uses;
  }

  /**
   * By a teacher of that class; it ends by itself, with the lesson of now or one after it. Where no
   * lesson is to come that day, at a school activity, with the day.
   */
  @POST
  @Roles({"teacher", "mentor"})
  @Operation(summary = "Open educational use for a class")
  @APIResponseSchema(
      value = EducationalUseView.class,
      responseCode = "201",
      responseDescription = "Open")
  public Uni<RestResponse<EducationalUseView>> open(
      @PathParam("school") String school, @Valid @NotNull EducationalUseRequest request) {
    School at = staff.as(school, "teacher", "mentor");
    return commands.unlessEarlier(
        uses, at, EducationalUseResource::view, () -> open(at, request, clock.instant()));
  }

  private Uni<RestResponse<EducationalUseView>> open(
      School at, EducationalUseRequest request, Instant now) {
    return books
        .book(staff.board(), at, pool)
        .call(book -> taught(at, request.group(), book, now))
        .chain(book -> open(at, request, book, now));
  }

  private Uni<Void> taught(School at, String group, SchoolBook book, Instant now) {
    return schools
        .teaching(staff.board(), at, group, staff.person(), book.dayOf(now), pool)
        .invoke(
            teaching -> {
              switch (teaching) {
                case NO_SUCH_CLASS ->
                    throw new Invalid("class", "unknown", "A class of this school.");
                case BY_OTHERS -> throw new Forbidden("A class is opened by who teaches it.");
                case BY_THEM -> {}
              }
            })
        .replaceWithVoid();
  }

  private Uni<RestResponse<EducationalUseView>> open(
      School at, EducationalUseRequest request, SchoolBook book, Instant now) {
    StreamId stream = EducationalUses.stream(staff.board(), at, UUID.randomUUID());
    var lessonEnds = book.calendar(now).flatMap(calendar -> calendar.endOfLesson(now));
    var command =
        new OpenUse(
            request.terms(staff.person(), lessonEnds),
            staff.person(),
            now,
            new Latest(
                book.calendar(now).flatMap(calendar -> calendar.endOfLessons(now, A_DOUBLE_ONE)),
                book.midnightAfter(now)));
    return commands
        .send(uses, stream, command)
        .created(
            "/api/v1/schools/" + at + "/educational-uses/" + stream.id(),
            EducationalUseResource::view);
  }

  @GET
  @Tagged
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Path("/{educationalUse}")
  @Operation(summary = "Read an educational use")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<RestResponse<EducationalUseView>> read(
      @PathParam("school") String school, @PathParam("educationalUse") UUID educationalUse) {
    School at = staff.at(school);
    return uses.load(EducationalUses.stream(staff.board(), at, educationalUse))
        .map(
            loaded ->
                tags.show(
                    loaded.version(),
                    EducationalUseView.of(educationalUse, (Opened) tags.existing(loaded))));
  }

  /**
   * By who opened it, or the head, or who teaches one of the pupils too: it can last into their
   * lesson. What is over stays as it is.
   */
  @POST
  @Roles({"head", "mentor", "teacher"})
  @Path("/{educationalUse}/closure")
  @Operation(summary = "Close an educational use before its end")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<RestResponse<EducationalUseView>> close(
      @PathParam("school") String school, @PathParam("educationalUse") UUID educationalUse) {
    School at = staff.as(school, "head", "mentor", "teacher");
    StreamId stream = EducationalUses.stream(staff.board(), at, educationalUse);
    return uses.load(stream)
        .chain(loaded -> mayClose(at, loaded.state()))
        .chain(
            () ->
                commands
                    .send(uses, stream, new CloseUse(staff.person(), clock.instant()))
                    .ok(EducationalUseResource::view));
  }

  private Uni<Void> mayClose(School at, EducationalUse use) {
    return switch (use) {
      case EducationalUse.NotOpened _ -> throw new NotYours();
      case Opened opened when staff.readsAll(at) || opened.by().equals(staff.person()) ->
          Uni.createFrom().voidItem();
      case Opened opened -> teachesThem(at, opened.terms().group());
    };
  }

  private Uni<Void> teachesThem(School at, String group) {
    Instant now = clock.instant();
    return books
        .book(staff.board(), at, pool)
        .chain(
            book ->
                schools.teachesOneOf(
                    staff.board(), at, staff.person(), group, book.dayOf(now), pool))
        .invoke(
            taught -> {
              if (!taught) {
                throw new Forbidden("It is closed by who opened it, or teaches one of the pupils.");
              }
            })
        .replaceWithVoid();
  }

  private static EducationalUseView view(Outcome<EducationalUse> outcome) {
    return EducationalUseView.of(outcome.stream().id(), (Opened) outcome.state());
  }
}
