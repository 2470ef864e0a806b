package nl.tenzij.school.framework.api;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.ledger.web.Tagged;
import nl.tenzij.school.framework.Framework;
import nl.tenzij.school.framework.FrameworkCommand;
import nl.tenzij.school.framework.FrameworkCommand.AdoptFramework;
import nl.tenzij.school.framework.FrameworkEvent;
import nl.tenzij.school.framework.Frameworks;
import nl.tenzij.school.framework.OutsideFramework;
import nl.tenzij.school.framework.OutsideFramework.Outside;
import nl.tenzij.school.law.Articles;
import nl.tenzij.school.law.Provision;
import nl.tenzij.school.policy.PolicyOverview;
import nl.tenzij.school.policy.PolicyTemplates;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.policy.Topic;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A board lays down what it leaves to its schools. */
@Path("/api/v1/boards/{board}/framework")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "framework")
public class FrameworkResource {

  /** A board has none of its own. */
  private static final ZoneId USUAL_ZONE = ZoneId.of("Europe/Amsterdam");

  @Inject Caller caller;
  @Inject Clock clock;
  @Inject Commands commands;
  @Inject Consistency consistency;
  @Inject ETags tags;
  @Inject Articles articles;
  @Inject OutsideFramework outside;
  @Inject CommandHandler<FrameworkCommand, Framework, FrameworkEvent> frameworks;

  /**
   * A policy in force, or on its way through the council, that the framework does not allow, and
   * everything that stands in the way.
   */
  public record OutsideView(
      String school,
      UUID policy,
      Topic topic,
      String title,
      Life life,
      int version,
      List<DepartureView> departures) {
    static OutsideView of(Outside found) {
      return new OutsideView(
          found.school(),
          found.policy().policy(),
          found.policy().topic(),
          found.policy().content().title(),
          found.policy().life(),
          found.policy().revision(),
          found.departures().stream()
              .map(point -> new DepartureView(point.where(), point.code(), point.detail()))
              .toList());
    }
  }

  /** One departure from the framework. */
  public record DepartureView(String where, String code, String detail) {}

  @GET
  @Tagged
  @Roles({"board", "head", "mr-member"})
  @Operation(summary = "Read what the board leaves to its schools")
  @APIResponse(responseCode = "200", description = "As it was laid down")
  public Uni<RestResponse<FrameworkView>> read(@PathParam("board") String board) {
    Board own = caller.board();
    return frameworks.load(Frameworks.stream(own)).map(loaded -> tags.show(loaded, this::view));
  }

  @PUT
  @Roles("board")
  @Operation(
      summary = "Lay down what the board leaves to its schools",
      description =
          "The whole of it, with If-Match once there is one. What is in force stays in force; what"
              + " no longer fits is listed under departures.")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<RestResponse<FrameworkView>> adopt(
      @PathParam("board") String board, @Valid @NotNull FrameworkBody body) {
    Board own = caller.board();
    StreamId stream = Frameworks.stream(own);
    LocalDate today = LocalDate.now(clock.withZone(USUAL_ZONE));
    if (body.jointCouncilOn() != null && body.jointCouncilOn().isAfter(today)) {
      throw new Invalid("jointCouncilOn", "future", "A day that has come.");
    }
    var command =
        new AdoptFramework(
            body.toBounds(), Set.copyOf(PolicyTemplates.NAMES), body.jointCouncilOn());
    return commands.send(frameworks, stream, command).needsMatchOnceThere().ok(this::view);
  }

  @GET
  @Path("/departures")
  @Roles("board")
  @Operation(
      operationId = "listFrameworkDepartures",
      summary = "List the policies in force, or before the council, that do not fit the framework")
  @APIResponse(responseCode = "200", description = "In order of the schools")
  public Uni<RestResponse<Listing<OutsideView>>> departures(
      @PathParam("board") String board, @BeanParam Page page) {
    Board own = caller.board();
    String after = page.after(3, keys -> String.join("/", keys)).orElse("");
    return consistency
        .reached(PolicyOverview.NAME)
        .chain(() -> outside.of(own))
        .map(
            all ->
                all.stream()
                    .filter(found -> found.place().compareTo(after) > 0)
                    .limit(page.toRead())
                    .toList())
        .map(
            found ->
                page.answer(
                    found,
                    each ->
                        Cursor.of(
                            each.school(),
                            each.policy().topic().name(),
                            each.policy().policy().toString()),
                    OutsideView::of));
  }

  private FrameworkView view(Outcome<Framework> outcome) {
    return view(outcome.state());
  }

  private FrameworkView view(Framework framework) {
    return FrameworkView.of(framework, articles.of(Provision.JOINT_COUNCIL));
  }
}
