package nl.tenzij.notification.letter;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What sanction-service answers to this service, which signs in as itself (private_key_jwt). */
@RegisterRestClient(configKey = "sanction-service")
@OidcClientFilter
@Produces(MediaType.APPLICATION_JSON)
@Path("/api/v1/schools/{school}")
interface SanctionService {

  @GET
  @Path("/pupils/{pupil}/sanctions/{sanction}/explanation")
  Uni<Explanation> explanation(
      @HeaderParam("Tenzij-Board") String board,
      @PathParam("school") String school,
      @PathParam("pupil") String pupil,
      @PathParam("sanction") String sanction);
}
