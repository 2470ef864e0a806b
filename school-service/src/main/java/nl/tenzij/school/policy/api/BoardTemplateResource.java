package nl.tenzij.school.policy.api;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import nl.tenzij.ledger.decider.Refused.Point;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.Departures;
import nl.tenzij.school.policy.PolicyTemplates;
import nl.tenzij.school.policy.Topic;
import nl.tenzij.school.template.BoardTemplate;
import nl.tenzij.school.template.BoardTemplates;
import nl.tenzij.school.template.TemplateCommand;
import nl.tenzij.school.template.TemplateCommand.OfferTemplate;
import nl.tenzij.school.template.TemplateCommand.WithdrawTemplate;
import nl.tenzij.school.template.TemplateEvent;
import nl.tenzij.school.template.TemplateOverview;
import nl.tenzij.school.template.TemplateRow;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A board offers its schools policies of its own to start from, beside those that are shipped. */
@Path("/api/v1/boards/{board}/policy-templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "framework")
public class BoardTemplateResource {

  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?");

  @Inject Caller caller;
  @Inject Commands commands;
  @Inject Consistency consistency;
  @Inject SchoolPolicies schoolPolicies;
  @Inject CommandHandler<TemplateCommand, BoardTemplate, TemplateEvent> templates;

  /** A template in the list. */
  public record OfferedItem(String name, int version, Topic topic, String title, String about) {
    static OfferedItem of(TemplateRow row) {
      return new OfferedItem(row.name, row.revision, row.topic, row.title, row.about);
    }
  }

  /**
   * A template with its whole text.
   *
   * @param departures what the framework, as it is now, does not allow of it
   */
  public record OfferedView(
      String name,
      int version,
      Topic topic,
      String about,
      PolicyText content,
      List<OfferedDeparture> departures) {
    static OfferedView of(BoardTemplate template, Bounds within) {
      return new OfferedView(
          template.name(),
          template.revision(),
          template.topic(),
          template.about(),
          PolicyTexts.text(template.content()),
          Departures.of(within, template.topic(), template.content()).stream()
              .map(OfferedDeparture::of)
              .toList());
    }
  }

  /** One departure from the framework. */
  public record OfferedDeparture(String where, String code, String detail) {
    static OfferedDeparture of(Point point) {
      return new OfferedDeparture(point.where(), point.code(), point.detail());
    }
  }

  @GET
  @Roles("board")
  @WithSession
  @Operation(summary = "List the board's own policies to start from")
  @APIResponse(responseCode = "200", description = "In order of their names")
  public Uni<RestResponse<Listing<OfferedItem>>> list(
      @PathParam("board") String board, @BeanParam Page page) {
    String after = page.after(1).map(List::getFirst).orElse("");
    return consistency
        .reached(TemplateOverview.NAME)
        .chain(() -> TemplateRow.page(caller.board(), after, page.toRead()))
        .map(rows -> page.answer(rows, row -> Cursor.of(row.name), OfferedItem::of));
  }

  @GET
  @Path("/{template}")
  @Roles("board")
  @Operation(summary = "Read one, and whether the framework still allows it")
  @APIResponse(responseCode = "200", description = "As it is offered now")
  public Uni<RestResponse<OfferedView>> read(
      @PathParam("board") String board, @PathParam("template") String template) {
    return schoolPolicies
        .bounds()
        .chain(
            within ->
                templates
                    .load(stream(template))
                    .invoke(
                        loaded -> {
                          if (!loaded.state().offered()) {
                            throw new NotYours();
                          }
                        })
                    .map(loaded -> shown(loaded, within)));
  }

  /** Whole each time: what departs from the framework changes with that, and the tag does not. */
  private static RestResponse<OfferedView> shown(Loaded<BoardTemplate> loaded, Bounds within) {
    return RestResponse.ResponseBuilder.ok(OfferedView.of(loaded.state(), within))
        .header(HttpHeaders.ETAG, ETags.of(loaded.version()))
        .build();
  }

  @PUT
  @Path("/{template}")
  @Roles("board")
  @Operation(
      summary = "Offer the board's schools a policy to start from, or change one",
      description =
          "The whole of it, with If-Match where one is offered. Complete enough to come in force as it"
              + " is, and within the board's framework.")
  @APIResponse(responseCode = "200", description = "As it is offered now")
  public Uni<RestResponse<OfferedView>> offer(
      @PathParam("board") String board,
      @PathParam("template") String template,
      @Valid @NotNull BoardTemplateBody body) {
    StreamId stream = stream(template);
    return schoolPolicies
        .bounds()
        .chain(
            within ->
                unoffered(stream)
                    .chain(
                        version ->
                            commands
                                .send(templates, stream, asked(template, body, within))
                                .needsMatchBeyond(version)
                                .ok(outcome -> OfferedView.of(outcome.state(), within))));
  }

  /** At which version it is not offered: before there is one, or since it was withdrawn. */
  private Uni<Integer> unoffered(StreamId stream) {
    return templates.load(stream).map(loaded -> loaded.state().offered() ? 0 : loaded.version());
  }

  private static OfferTemplate asked(String name, BoardTemplateBody body, Bounds within) {
    return new OfferTemplate(
        name,
        body.topic(),
        body.about(),
        PolicyTexts.content(body.content()),
        within,
        Set.copyOf(PolicyTemplates.NAMES));
  }

  @DELETE
  @Path("/{template}")
  @Roles("board")
  @Operation(
      summary = "Withdraw a policy to start from",
      description = "What schools began with it stays as it is.")
  @APIResponse(responseCode = "204", description = "No school starts from it any more")
  public Uni<RestResponse<Void>> withdraw(
      @PathParam("board") String board, @PathParam("template") String template) {
    StreamId stream = stream(template);
    return templates
        .load(stream)
        .invoke(
            loaded -> {
              if (loaded.version() == 0) {
                throw new NotYours();
              }
            })
        .chain(() -> commands.send(templates, stream, new WithdrawTemplate()).noContent());
  }

  private StreamId stream(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new Invalid(
          "template", "malformed", "Small letters and digits, with hyphens between them.");
    }
    return BoardTemplates.stream(caller.board(), name);
  }
}
