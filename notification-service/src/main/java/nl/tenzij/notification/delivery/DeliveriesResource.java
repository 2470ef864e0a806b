package nl.tenzij.notification.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What was told because of an incident, to whom, and how far it got. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/api/v1/schools/{school}/deliveries")
@Tag(name = "deliveries", description = "What was told to whom, and how far it got.")
public class DeliveriesResource {

  private static final String[] MAY_ASK =
      Stream.of(Deliveries.OF_THE_SCHOOL, Deliveries.OF_THEIR_PUPILS)
          .flatMap(Stream::of)
          .toArray(String[]::new);

  private final Caller caller;
  private final Deliveries deliveries;

  DeliveriesResource(Caller caller, Deliveries deliveries) {
    this.caller = caller;
    this.deliveries = deliveries;
  }

  @GET
  @Roles({"head", "pipeline", "mentor", "teacher"})
  @Operation(
      summary = "Messages that an incident led to",
      description =
          "For the head (but about an own child) and the school's pipeline; for mentors and teachers as far as it is about pupils whom they teach, without"
              + " template and urgency, and without what was cancelled: what was decided is for who reported it and for the head.")
  public Uni<RestResponse<Listing<Delivery>>> list(
      @PathParam("school") String school,
      @Parameter(required = true) @QueryParam("incident") UUID incident,
      @BeanParam Page page) {
    School at = caller.at(school, MAY_ASK);
    // Only now: who may not ask learns nothing about how to.
    if (incident == null) {
      throw new Invalid("incident", "required", "The incident's id.");
    }
    return deliveries.about(at, "incident", incident.toString(), page);
  }
}
