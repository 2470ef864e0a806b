package nl.tenzij.notification.contact;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What school-service answers to this service, which signs in as itself (private_key_jwt). */
@RegisterRestClient(configKey = "school-service")
@OidcClientFilter
@Produces(MediaType.APPLICATION_JSON)
@Path("/api/v1/schools/{school}")
interface SchoolService {

  String BOARD = "Tenzij-Board";

  @GET
  @Path("/guardians/{guardian}/contact")
  Uni<Contact> contact(
      @HeaderParam(BOARD) String board,
      @PathParam("school") String school,
      @PathParam("guardian") String guardian,
      @QueryParam("pupil") String pupil);

  @GET
  @Path("/pupils/{pupil}/name")
  Uni<PupilName> name(
      @HeaderParam(BOARD) String board,
      @PathParam("school") String school,
      @PathParam("pupil") String pupil);

  @GET
  Uni<SchoolName> school(@HeaderParam(BOARD) String board, @PathParam("school") String school);

  @GET
  @Path("/contact-desk")
  Uni<Desk> desk(@HeaderParam(BOARD) String board, @PathParam("school") String school);

  @JsonIgnoreProperties(ignoreUnknown = true)
  record SchoolName(String name) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Desk(List<Entry> contacts) {}

  /**
   * Whom to ask.
   *
   * @param matter such as {@code SANCTIONS}
   * @param title of the function
   * @param email of the function, or null
   * @param phone of the function, or null
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Entry(String matter, String title, String email, String phone) {}

  /**
   * @param email null where the roster holds none
   * @param informed whether this guardian is told of the pupil unasked; null where school-service
   *     knows of no tie between them
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Contact(
      String givenName, String familyName, String email, String language, Boolean informed) {
    @Override
    public String toString() {
      return "Contact[withheld]";
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record PupilName(String givenName) {
    @Override
    public String toString() {
      return "PupilName[withheld]";
    }
  }
}
