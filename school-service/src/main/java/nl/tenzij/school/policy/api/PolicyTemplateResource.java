package nl.tenzij.school.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.school.policy.PolicyTemplates.Template;
import nl.tenzij.school.policy.Topic;
import nl.tenzij.school.policy.api.Startings.Starting;
import nl.tenzij.school.template.TemplateRow;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a school can start a policy from. */
@Path("/api/v1/schools/{school}/policy-templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "policies")
public class PolicyTemplateResource {

  @Inject Caller caller;
  @Inject Startings startings;

  /**
   * A template in the list.
   *
   * @param source where a shipped one was taken from
   * @param ofTheBoard whether the school's board made it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TemplateItem(
      String name, Topic topic, String title, String about, String source, boolean ofTheBoard) {
    static TemplateItem of(Template template) {
      return new TemplateItem(
          template.name(),
          template.topic(),
          template.content().title(),
          template.about(),
          template.source(),
          false);
    }

    static TemplateItem of(TemplateRow row) {
      return new TemplateItem(row.name, row.topic, row.title, row.about, null, true);
    }
  }

  /** A template with its whole text. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TemplateView(
      String name,
      Topic topic,
      String about,
      String source,
      boolean ofTheBoard,
      PolicyText content) {
    static TemplateView of(Starting starting) {
      Template template = starting.template();
      return new TemplateView(
          template.name(),
          template.topic(),
          template.about(),
          template.source(),
          starting.ofTheBoard(),
          PolicyTexts.text(template.content()));
    }
  }

  @GET
  @Roles({"head", "board", "mr-member"})
  @Operation(
      summary = "List the policies to start from",
      description = "Those that are shipped, and those that the school's board offers.")
  public Uni<Listing<TemplateItem>> list(@PathParam("school") String school) {
    caller.at(school);
    return startings.all().map(items -> new Listing<>(items, null));
  }

  @GET
  @Path("/{template}")
  @Roles({"head", "board", "mr-member"})
  @Operation(summary = "Read a policy to start from")
  public Uni<TemplateView> read(
      @PathParam("school") String school, @PathParam("template") String template) {
    caller.at(school);
    return startings.find(template).map(found -> TemplateView.of(found.orElseThrow(NotYours::new)));
  }
}
