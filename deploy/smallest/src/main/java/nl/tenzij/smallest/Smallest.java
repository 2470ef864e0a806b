package nl.tenzij.smallest;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * As little as Quarkus can do for somebody with a token: what a service does besides is measured by
 * it.
 */
@Path("/")
@Produces(MediaType.TEXT_PLAIN)
public class Smallest {

  @GET
  @Path("smallest")
  @Authenticated
  @NonBlocking
  public String answer() {
    return "yes";
  }

  /** For who waits until it is there. */
  @GET
  @Path("open")
  @PermitAll
  @NonBlocking
  public String open() {
    return "open";
  }
}
