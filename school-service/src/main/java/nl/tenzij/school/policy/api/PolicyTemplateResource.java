package nl.tenzij.school.policy.api;

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
import nl.tenzij.school.policy.PolicyTemplates;
import nl.tenzij.school.policy.PolicyTemplates.Template;
import nl.tenzij.school.policy.Topic;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a school can start a policy from. */
@Path("/api/v1/schools/{school}/policy-templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "policies")
public class PolicyTemplateResource {

  @Inject Caller caller;
  @Inject PolicyTemplates templates;

  /** A template in the list. */
  public record TemplateItem(String name, Topic topic, String title, String about, String source) {
    static TemplateItem of(Template template) {
      return new TemplateItem(
          template.name(),
          template.topic(),
          template.content().title(),
          template.about(),
          template.source());
    }
  }

  /** A template with its whole text. */
  public record TemplateView(
      String name, Topic topic, String about, String source, PolicyText content) {}

  @GET
  @Roles({"head", "board", "mr-member"})
  @Operation(summary = "List the policies to start from")
  public Listing<TemplateItem> list(@PathParam("school") String school) {
    caller.at(school);
    return new Listing<>(templates.all().stream().map(TemplateItem::of).toList(), null);
  }

  @GET
  @Path("/{template}")
  @Roles({"head", "board", "mr-member"})
  @Operation(summary = "Read a policy to start from")
  public TemplateView read(
      @PathParam("school") String school, @PathParam("template") String template) {
    caller.at(school);
    Template found = templates.find(template).orElseThrow(NotYours::new);
    return new TemplateView(
        found.name(),
        found.topic(),
        found.about(),
        found.source(),
        PolicyTexts.text(found.content()));
  }
}
