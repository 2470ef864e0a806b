package nl.tenzij.ledger.runtime;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import nl.tenzij.ledger.kafka.Inbox;
import nl.tenzij.ledger.kafka.Parked;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.store.Deeds;
import nl.tenzij.ledger.store.Detached;
import nl.tenzij.ledger.subscription.Aside;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.OfNoBoard;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What an operator can look at and set going: on the service's own port, not through the gateway,
 * and no part of the API that the OpenAPI document tells of.
 */
@Singleton
@Path("/operations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@OfNoBoard
public class Operations {

  private static final int PAGE = 200;

  private final Subscriptions subscriptions;
  private final Inbox inbox;
  private final Vault vault;
  private final Rebuilds rebuilds;
  private final Pool pool;
  private final SecurityIdentity operator;

  public Operations(
      Subscriptions subscriptions,
      Inbox inbox,
      Vault vault,
      Rebuilds rebuilds,
      Pool pool,
      SecurityIdentity operator) {
    this.subscriptions = subscriptions;
    this.inbox = inbox;
    this.vault = vault;
    this.rebuilds = rebuilds;
    this.pool = pool;
    this.operator = operator;
  }

  /** How many it was done with. */
  public record Replayed(int replayed) {}

  /** How many keys are wrapped anew. */
  public record Rewrapped(long rewrapped) {}

  @GET
  @Path("subscriptions")
  @Operation(hidden = true)
  public Uni<List<Subscriptions.Status>> subscriptions() {
    return subscriptions.status();
  }

  /** Takes an event out of the way of one policy or relay. */
  @POST
  @Path("subscriptions/{name}/set-aside/{event}")
  @Operation(hidden = true)
  public Uni<RestResponse<Void>> setAside(String name, UUID event) {
    return Detached.of(known(() -> subscriptions.setAside(name, event, by())))
        .map(Operations::gone);
  }

  /** Lets a relay tell all of the log once more. */
  @POST
  @Path("relays/{name}/tell-again")
  @Operation(hidden = true)
  public Uni<RestResponse<Void>> tellAgain(String name) {
    return Detached.of(known(() -> subscriptions.tellAgain(name, by())))
        .replaceWith(RestResponse.accepted());
  }

  @GET
  @Path("set-aside")
  @Operation(hidden = true)
  public Uni<List<Aside>> setAside(
      @QueryParam("after") @DefaultValue("0") @PositiveOrZero long after) {
    return subscriptions.setAside(after, PAGE);
  }

  /** Gives an event that was set aside to its subscription after all. */
  @POST
  @Path("set-aside/{number}/replay")
  @Operation(hidden = true)
  public Uni<RestResponse<Void>> replaySetAside(long number) {
    return Detached.of(subscriptions.replay(number, by())).map(Operations::gone);
  }

  /** What operators did, in the order of doing. */
  @GET
  @Path("deeds")
  @Operation(hidden = true)
  public Uni<List<Deeds.Deed>> deeds(
      @QueryParam("after") @DefaultValue("0") @PositiveOrZero long after) {
    return Deeds.list(pool, after, PAGE);
  }

  @GET
  @Path("rebuilds")
  @Operation(hidden = true)
  public Map<String, Rebuilds.State> rebuilds() {
    return rebuilds.all();
  }

  @POST
  @Path("projections/{name}/rebuild")
  @Operation(hidden = true)
  public Uni<RestResponse<Void>> rebuild(String name) {
    return known(() -> rebuilds.begin(name, by())).replaceWith(RestResponse.accepted());
  }

  @GET
  @Path("parked")
  @Operation(hidden = true)
  public Uni<List<Parked>> parked(
      @QueryParam("after") @DefaultValue("0") @PositiveOrZero long after) {
    return inbox.parked(after, PAGE);
  }

  /** Gives up a parked message; those that wait behind it go on at the next replay. */
  @DELETE
  @Path("parked/{number}")
  @Operation(hidden = true)
  public Uni<RestResponse<Void>> discard(long number) {
    return Detached.of(inbox.discard(number, by())).map(Operations::gone);
  }

  private static RestResponse<Void> gone(boolean found) {
    if (!found) {
      throw new NotFoundException();
    }
    return RestResponse.noContent();
  }

  @POST
  @Path("consumers/{name}/replay")
  @Operation(hidden = true)
  public Uni<Replayed> replay(String name) {
    return Detached.of(known(() -> inbox.replay(name, by()))).map(Replayed::new);
  }

  @POST
  @Path("master-key/rewrap")
  @Operation(hidden = true)
  public Uni<Rewrapped> rewrap() {
    return Detached.of(vault.rewrap(by())).map(Rewrapped::new);
  }

  /** The subject of the token. */
  private String by() {
    return operator.getPrincipal().getName();
  }

  private static <T> Uni<T> known(Supplier<Uni<T>> operation) {
    try {
      return operation.get();
    } catch (IllegalArgumentException unknown) {
      throw new NotFoundException();
    }
  }
}
