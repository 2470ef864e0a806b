package nl.tenzij.exception.concern.api;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import nl.tenzij.exception.concern.Concern;
import nl.tenzij.exception.concern.Concern.Reported;
import nl.tenzij.exception.concern.Concern.Unreported;
import nl.tenzij.exception.concern.ConcernCommand;
import nl.tenzij.exception.concern.ConcernCommand.CloseConcern;
import nl.tenzij.exception.concern.ConcernCommand.ReportConcern;
import nl.tenzij.exception.concern.ConcernCommand.TakeUpConcern;
import nl.tenzij.exception.concern.ConcernEvent;
import nl.tenzij.exception.concern.ConcernOverview;
import nl.tenzij.exception.concern.ConcernRow;
import nl.tenzij.exception.concern.ConcernStatus;
import nl.tenzij.exception.concern.Concerns;
import nl.tenzij.exception.people.People;
import nl.tenzij.exception.people.Reach;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The confidential way to say that an exemption may not be used as agreed (S3 §5B). Those who teach
 * report; only care reads. It is no step on any ladder, and nothing of it leaves this service.
 */
@Path("/api/v1/schools/{school}/concerns")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "concerns")
public class ConcernResource {

  private final People people;
  private final Commands commands;
  private final Consistency consistency;
  private final CommandHandler<ConcernCommand, Concern, ConcernEvent> concerns;
  private final Clock clock;

  public ConcernResource(
      People people,
      Commands commands,
      Consistency consistency,
      CommandHandler<ConcernCommand, Concern, ConcernEvent> concerns,
      Clock clock) {
    this.people = people;
    this.commands = commands;
    this.consistency = consistency;
    this.concerns = concerns;
    this.clock = clock;
  }

  /** That it was received, and no more: who reports does not follow what becomes of it. */
  public record Receipt(UUID id, String pupil) {}

  /** A concern in brief. */
  public record ConcernSummary(
      UUID id, String pupil, ConcernStatus status, Instant reportedAt, Instant changedAt) {

    private static ConcernSummary of(ConcernRow row) {
      return new ConcernSummary(row.concern, row.pupil, row.status, row.reportedAt, row.changedAt);
    }
  }

  @POST
  @Roles({"teacher", "mentor", "care-coordinator"})
  @Operation(
      summary = "Report a concern, in confidence",
      description = "About a pupil that the caller teaches. Care coordinators read it.")
  @APIResponseSchema(
      value = ConcernResource.Receipt.class,
      responseCode = "201",
      responseDescription = "Received")
  public Uni<RestResponse<Receipt>> report(
      @PathParam("school") String school, @Valid @NotNull ConcernRequest request) {
    School at = people.at(school);
    if (request.seen().isAfter(clock.instant())) {
      throw new Invalid("seen", "range", "A moment that has been.");
    }
    return commands.unlessEarlier(
        concerns, at, ConcernResource::receipt, () -> report(at, request));
  }

  private Uni<RestResponse<Receipt>> report(School at, ConcernRequest request) {
    StreamId stream = Concerns.stream(people.board(), at, UUID.randomUUID());
    return known(at, request.pupil())
        .chain(
            () ->
                commands
                    .send(concerns, stream, new ReportConcern(request.report(people.person())))
                    .created(
                        "/api/v1/schools/" + at + "/concerns/" + stream.id(),
                        ConcernResource::receipt));
  }

  private static Receipt receipt(Outcome<Concern> made) {
    return new Receipt(made.stream().id(), ((Reported) made.state()).report().pupil());
  }

  /** Says the same of a pupil who is not there and of one whom somebody else teaches. */
  private Uni<Boolean> known(School at, String pupil) {
    Uni<Boolean> known =
        people.has(at, "care-coordinator") ? people.present(at, pupil) : people.teaches(at, pupil);
    return known.invoke(
        is -> {
          if (!is) {
            throw new Invalid("pupil", "unknown", "A pupil whom you teach.");
          }
        });
  }

  @GET
  @Roles("care-coordinator")
  @Operation(
      summary = "List concerns, newest first",
      description = "But those about an own child; asked for one: `own-child`.")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<ConcernSummary>>> list(
      @PathParam("school") String school,
      @QueryParam("pupil") @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}") String pupil,
      @BeanParam Page page) {
    School at = people.at(school);
    long before = page.after(1, keys -> Long.parseLong(keys.getFirst())).orElse(Long.MAX_VALUE);
    int most = page.toRead();
    return consistency
        .reached(ConcernOverview.NAME)
        .chain(() -> people.reach(at))
        .chain(reach -> Panache.withSession(() -> rows(pupil, at, before, reach, most)))
        .map(rows -> page.answer(rows, row -> Cursor.of(row.position), ConcernSummary::of));
  }

  private Uni<List<ConcernRow>> rows(String pupil, School at, long before, Reach reach, int most) {
    if (pupil != null && reach.isParentOf(pupil)) {
      throw new Refused("own-child", "Somebody else than a parent of the pupil sees concerns.");
    }
    return pupil == null
        ? ConcernRow.page(people.board(), at, before, reach.children(), most)
        : ConcernRow.pageOf(pupil, people.board(), at, before, most);
  }

  @GET
  @Path("/{concern}")
  @Roles("care-coordinator")
  @Operation(summary = "Read a concern")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<RestResponse<ConcernView>> read(
      @PathParam("school") String school, @PathParam("concern") UUID concern) {
    return open(stream(school, concern))
        .map(
            loaded ->
                RestResponse.ResponseBuilder.ok(ConcernView.of(concern, reported(loaded)))
                    .header(HttpHeaders.ETAG, ETags.of(loaded.version()))
                    .build());
  }

  @POST
  @Path("/{concern}/uptake")
  @Roles("care-coordinator")
  @Operation(summary = "Take a concern up")
  @APIResponse(responseCode = "200", description = "Taken up")
  public Uni<RestResponse<ConcernView>> takeUp(
      @PathParam("school") String school, @PathParam("concern") UUID concern) {
    return send(stream(school, concern), _ -> new TakeUpConcern(people.person()));
  }

  @POST
  @Path("/{concern}/closure")
  @Roles("care-coordinator")
  @Operation(
      summary = "Close a concern with what came of it",
      description = "What follows for the pupil is written down with the exemption.")
  @APIResponse(responseCode = "200", description = "Closed")
  public Uni<RestResponse<ConcernView>> close(
      @PathParam("school") String school,
      @PathParam("concern") UUID concern,
      @Valid @NotNull ClosureRequest request) {
    return send(
        stream(school, concern),
        reported ->
            new CloseConcern(
                request.outcome(),
                Personal.of(reported.report().pupil(), request.note()),
                people.person()));
  }

  private StreamId stream(String school, UUID concern) {
    return Concerns.stream(people.board(), people.at(school), concern);
  }

  private Uni<RestResponse<ConcernView>> send(
      StreamId stream, Function<Reported, ConcernCommand> command) {
    return open(stream)
        .map(ConcernResource::reported)
        .chain(
            reported ->
                commands
                    .send(concerns, stream, command.apply(reported))
                    .ok(after -> ConcernView.of(after.stream().id(), (Reported) after.state())));
  }

  /** For a parent of its pupil there is none: not even that somebody is concerned is told. */
  private Uni<Loaded<Concern>> open(StreamId stream) {
    return people
        .reach(stream.school())
        .chain(
            reach ->
                concerns
                    .load(stream)
                    .invoke(
                        loaded -> {
                          if (reach.isParentOf(reported(loaded).report().pupil())) {
                            throw new NotYours();
                          }
                        }));
  }

  /** For nobody is it there once its pupil is forgotten. */
  private static Reported reported(Loaded<Concern> loaded) {
    return switch (loaded.state()) {
      case Unreported _ -> throw new NotYours();
      case Reported reported when reported.isOfTheForgotten() -> throw new NotYours();
      case Reported reported -> reported;
    };
  }
}
