package nl.tenzij.ledger.tenancy;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Behind the {@link Gate}: who has a role for a whole board reaches that board's schools, and no
 * other is there for them; then the operation's own {@link Roles}. Where the path names the board
 * too, the resource itself knows which of its schools is not there yet.
 */
public class RoleGate {

  private final SecurityIdentity identity;
  private final Caller caller;
  private final BoardSchools schools;

  public RoleGate(SecurityIdentity identity, Caller caller, BoardSchools schools) {
    this.identity = identity;
    this.caller = caller;
    this.schools = schools;
  }

  /**
   * Fails with {@link NotYours} where the school is not the board's, and with {@link Forbidden}
   * where the operation is for other roles.
   */
  @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 1)
  public Uni<Response> letIn(ContainerRequestContext request, ResourceInfo resource) {
    Uni<Response> goOn = Uni.createFrom().nullItem();
    if (identity.isAnonymous()) {
      return goOn;
    }
    MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
    Optional<School> school = Optional.ofNullable(path.getFirst("school")).map(School::new);
    boolean byToken = school.isEmpty() || caller.schools().containsKey(school.get());
    if (byToken || path.containsKey("board")) {
      enter(resource, school);
      return goOn;
    }
    return schools
        .has(caller.board(), school.get())
        .invoke(
            has -> {
              if (!has) {
                throw new NotYours();
              }
              enter(resource, school);
            })
        .chain(() -> goOn);
  }

  private void enter(ResourceInfo resource, Optional<School> school) {
    Roles roles = resource.getResourceMethod().getAnnotation(Roles.class);
    if (roles != null) {
      caller.enter(school, roles.value());
    }
  }
}
