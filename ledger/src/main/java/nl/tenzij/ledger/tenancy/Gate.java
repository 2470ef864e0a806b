package nl.tenzij.ledger.tenancy;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Stands before every resource, whatever that does or forgets: a token must belong to a board (but
 * for what is {@link OfNoBoard}), and a path that names a school or a board must name one of the
 * caller's. Nothing of the request is read before, so what is another's can't even be asked about.
 */
public class Gate {

  private final SecurityIdentity identity;
  private final Caller caller;

  public Gate(SecurityIdentity identity, Caller caller) {
    this.identity = identity;
    this.caller = caller;
  }

  /**
   * @throws Forbidden where the token belongs to no board
   * @throws NotYours where the path is another's
   */
  @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
  public void letIn(ContainerRequestContext request, ResourceInfo resource) {
    if (identity.isAnonymous()
        || resource.getResourceClass().isAnnotationPresent(OfNoBoard.class)) {
      return;
    }
    Board board = caller.board();
    MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
    if (path.values().stream().flatMap(List::stream).anyMatch(Gate::namesNothing)) {
      throw new NotYours();
    }
    String school = path.getFirst("school");
    if (school != null && (!Ids.fits(school) || caller.roles(new School(school)).isEmpty())) {
      throw new NotYours();
    }
    if (path.containsKey("board") && !board.id().equals(path.getFirst("board"))) {
      throw new NotYours();
    }
  }

  /** No id has a control character, and the database takes none that ends a text. */
  private static boolean namesNothing(String id) {
    return id.chars().anyMatch(Character::isISOControl);
  }
}
