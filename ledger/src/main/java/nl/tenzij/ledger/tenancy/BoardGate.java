package nl.tenzij.ledger.tenancy;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Behind the {@link Gate}: who has a role for a whole board reaches that board's schools, and no
 * other is there for them. Where the path names the board too, the resource itself knows what is
 * not there yet.
 */
public class BoardGate {

  private final SecurityIdentity identity;
  private final Caller caller;
  private final BoardSchools schools;

  public BoardGate(SecurityIdentity identity, Caller caller, BoardSchools schools) {
    this.identity = identity;
    this.caller = caller;
    this.schools = schools;
  }

  /** Fails with {@link NotYours} where the school is not the board's. */
  @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 1)
  public Uni<Response> letIn(ContainerRequestContext request) {
    MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
    String school = path.getFirst("school");
    if (school == null || path.containsKey("board") || identity.isAnonymous()) {
      return Uni.createFrom().nullItem();
    }
    School asked = new School(school);
    if (caller.schools().containsKey(asked)) {
      return Uni.createFrom().nullItem();
    }
    return schools
        .has(caller.board(), asked)
        .invoke(
            has -> {
              if (!has) {
                throw new NotYours();
              }
            })
        .replaceWith((Response) null);
  }
}
