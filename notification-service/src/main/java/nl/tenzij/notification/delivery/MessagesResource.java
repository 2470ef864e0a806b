package nl.tenzij.notification.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What a guardian, or a pupil who is of age, was told, and how far it got. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/api/v1/schools/{school}/messages")
@Tag(name = "messages", description = "What a guardian, or a pupil who is of age, was told.")
public class MessagesResource {

  private static final String GUARDIAN = "guardian";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}");
  private static final String[] MAY_ASK =
      Stream.of(Deliveries.OF_THE_SCHOOL, Deliveries.OF_THEIR_PUPILS, new String[] {GUARDIAN})
          .flatMap(Stream::of)
          .toArray(String[]::new);

  private final Caller caller;
  private final Deliveries deliveries;

  MessagesResource(Caller caller, Deliveries deliveries) {
    this.caller = caller;
    this.deliveries = deliveries;
  }

  @GET
  @Roles({"head", "pipeline", "mentor", "teacher", "guardian"})
  @Operation(
      summary = "Messages to a guardian, or to a pupil who is of age",
      description =
          "A guardian sees the own ones; the head and the school's pipeline all, a head but those about an own child; mentors and teachers those about pupils"
              + " whom they teach because of an incident, without template and urgency, and without what was cancelled."
              + " Where a pupil is told in person, the pupil's id stands for the guardian's.")
  public Uni<RestResponse<Listing<Delivery>>> list(
      @PathParam("school") String school,
      @Parameter(
              required = true,
              description = "The guardian's id, or that of a pupil who is told in person.")
          @QueryParam("guardian")
          String guardian,
      @BeanParam Page page) {
    School at = caller.at(school, MAY_ASK);
    // Only now: who may not ask learns nothing about how to.
    if (guardian == null || !ID.matcher(guardian).matches()) {
      throw new Invalid(
          "guardian", "required", "The guardian's id, or the pupil's, as the roster gives it.");
    }
    if (isOwn(at, guardian)) {
      return deliveries.own(at, guardian, page);
    }
    if (caller.role().equals(GUARDIAN)) {
      throw new NotYours();
    }
    return deliveries.about(at, "guardian", guardian, page);
  }

  private boolean isOwn(School school, String guardian) {
    return caller.roles(school).contains(GUARDIAN)
        && caller.person().filter(guardian::equals).isPresent();
  }
}
