package nl.tenzij.school.document.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.desk.ContactDesk;
import nl.tenzij.school.desk.DeskCommand;
import nl.tenzij.school.desk.DeskEvent;
import nl.tenzij.school.desk.Desks;
import nl.tenzij.school.document.AskingDesks;
import nl.tenzij.school.document.Compared;
import nl.tenzij.school.document.Difference;
import nl.tenzij.school.document.Difference.Part;
import nl.tenzij.school.document.Differences;
import nl.tenzij.school.document.PolicyDocument;
import nl.tenzij.school.document.PolicyPages;
import nl.tenzij.school.document.PolicyWriter;
import nl.tenzij.school.organisation.BoardCommand;
import nl.tenzij.school.organisation.BoardEvent;
import nl.tenzij.school.organisation.Boards;
import nl.tenzij.school.organisation.RegisteredBoard;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolCommand;
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.organisation.Schools;
import nl.tenzij.school.policy.Now;
import nl.tenzij.school.policy.PolicyReaders;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.words.Language;
import nl.tenzij.school.words.Words;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A policy in plain words: as a page, as a PDF for the school guide, and beside an earlier one. */
@Path("/api/v1/schools/{school}/policies/{policy}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "policies")
public class PolicyDocumentResource {

  private static final String PDF = "application/pdf";

  /** They see each text, also what nobody was asked about. */
  private static final Set<String> WHO_WRITE = Set.of("head", "board");

  @Inject Caller caller;
  @Inject Clock clock;
  @Inject SchoolDays days;
  @Inject PolicyPages pages;
  @Inject Compared compared;
  @Inject PolicyReaders readers;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;
  @Inject CommandHandler<BoardCommand, RegisteredBoard, BoardEvent> boards;
  @Inject CommandHandler<DeskCommand, ContactDesk, DeskEvent> desks;

  /**
   * What is otherwise in this policy.
   *
   * @param with the earlier policy
   * @param withVersion which text of it
   * @param says that nothing is, where nothing is
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DifferencesView(
      UUID policy,
      int version,
      UUID with,
      int withVersion,
      String says,
      List<DifferenceView> differences) {}

  /** One difference; the texts where the sentence does not say it all. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DifferenceView(Part part, String says, String before, String after) {
    static DifferenceView of(Difference difference) {
      return new DifferenceView(
          difference.part(), difference.says(), difference.before(), difference.after());
    }
  }

  @GET
  @Path("/page")
  @Roles({
    "head",
    "board",
    "mr-member",
    "care-coordinator",
    "core-team",
    "mentor",
    "teacher",
    "guardian",
    "pupil"
  })
  @Produces(MediaType.TEXT_HTML)
  @Operation(operationId = "readPolicyPage", summary = "Read a policy as a page, in plain words")
  @APIResponse(responseCode = "200", description = "HTML without styles or scripts")
  public Uni<RestResponse<String>> page(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @QueryParam("language") @DefaultValue("NL") Language language) {
    School at = caller.at(school);
    return document(at, policy, language)
        .chain(pages::html)
        .map(
            html ->
                RestResponse.ResponseBuilder.ok(html, "text/html;charset=UTF-8")
                    .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                    .build());
  }

  @GET
  @Path("/document")
  @Roles({
    "head",
    "board",
    "mr-member",
    "care-coordinator",
    "core-team",
    "mentor",
    "teacher",
    "guardian",
    "pupil"
  })
  @Produces(PDF)
  @Operation(
      operationId = "readPolicyDocument",
      summary = "Read a policy as a PDF, for the school guide")
  @APIResponse(responseCode = "200", description = "Tagged for screen readers (PDF/UA)")
  public Uni<RestResponse<byte[]>> pdf(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @QueryParam("language") @DefaultValue("NL") Language language) {
    School at = caller.at(school);
    return document(at, policy, language)
        .chain(pages::pdf)
        .map(
            pdf ->
                RestResponse.ResponseBuilder.ok(pdf, PDF)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"policy.pdf\"")
                    .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                    .build());
  }

  private Uni<PolicyDocument> document(School school, UUID policy, Language language) {
    return readers
        .visible(caller.board(), school, policy, caller.roles(school))
        .map(Loaded::state)
        .chain(
            state ->
                schools
                    .load(Schools.stream(caller.board(), school))
                    .map(Loaded::state)
                    .chain(known -> written(state, known.name(), school, language)));
  }

  private Uni<PolicyDocument> written(
      SchoolPolicy policy, String name, School school, Language language) {
    return days.zone(caller.board(), school)
        .map(zone -> new Now(clock.instant(), zone))
        .chain(
            now ->
                asking(school)
                    .map(asking -> PolicyWriter.write(policy, name, now, asking, language)));
  }

  private Uni<AskingDesks> asking(School school) {
    return desks
        .load(Desks.stream(caller.board(), school))
        .map(Loaded::state)
        .chain(
            desk ->
                boards
                    .load(Boards.stream(caller.board()))
                    .map(board -> new AskingDesks(desk, board.state().desk())));
  }

  @GET
  @Path("/differences")
  @Roles({
    "head",
    "board",
    "mr-member",
    "care-coordinator",
    "core-team",
    "mentor",
    "teacher",
    "guardian",
    "pupil"
  })
  @Operation(
      operationId = "listPolicyDifferences",
      summary = "Say what is otherwise than in another policy, in words a parent understands",
      description =
          "Than in the policy that is in force now, unless another one or an earlier version is"
              + " named. Earlier versions of a text are for the head and the board; for the council"
              + " those that once lay before it.")
  @APIResponse(responseCode = "200", description = "Clause by clause, rule by rule")
  @APIResponse(responseCode = "409", description = "There is nothing to compare it with")
  public Uni<DifferencesView> differences(
      @PathParam("school") String school,
      @PathParam("policy") UUID policy,
      @QueryParam("with") UUID with,
      @QueryParam("withVersion") Integer version,
      @QueryParam("language") @DefaultValue("NL") Language language) {
    School at =
        version == null ? caller.at(school) : caller.at(school, "head", "board", "mr-member");
    return readers
        .visible(caller.board(), at, policy, caller.roles(at))
        .chain(
            loaded ->
                other(at, loaded.state(), with, version)
                    .map(other -> view(loaded.state(), other, language)));
  }

  private Uni<Compared.Text> other(School school, SchoolPolicy policy, UUID with, Integer version) {
    if (with == null && version == null) {
      return compared.inForce(caller.board(), school, policy, clock.instant());
    }
    UUID whose = with == null ? policy.policy() : with;
    return readers
        .visible(caller.board(), school, whose, caller.roles(school))
        .map(Loaded::state)
        .chain(
            other ->
                version == null
                    ? Uni.createFrom().item(Compared.Text.of(other))
                    : version(school, whose, version))
        .onItem()
        .ifNull()
        .failWith(NotYours::new);
  }

  private Uni<Compared.Text> version(School school, UUID policy, int version) {
    return Collections.disjoint(caller.roles(school), WHO_WRITE)
        ? compared.submitted(caller.board(), school, policy, version)
        : compared.version(caller.board(), school, policy, version);
  }

  private static DifferencesView view(SchoolPolicy policy, Compared.Text other, Language language) {
    Words words = Words.of("policy", language);
    List<Difference> found = Differences.between(other.content(), policy.content(), words);
    return new DifferencesView(
        policy.policy(),
        policy.revision(),
        other.policy(),
        other.version(),
        found.isEmpty() ? words.say("diff.none") : null,
        found.stream().map(DifferenceView::of).toList());
  }
}
