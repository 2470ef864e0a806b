package nl.tenzij.ledger.runtime;

import io.smallrye.mutiny.Uni;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.kafka.Inbox;
import nl.tenzij.ledger.kafka.Parked;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.subscription.Rebuild;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.OfNoBoard;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
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

  private static final Logger LOG = Logger.getLogger(Operations.class);
  private static final int PAGE = 200;

  private final Subscriptions subscriptions;
  private final Inbox inbox;
  private final Vault vault;
  private final Map<String, Rebuild.Progress> rebuilds = new ConcurrentHashMap<>();
  private final Map<String, Boolean> underWay = new ConcurrentHashMap<>();

  public Operations(Subscriptions subscriptions, Inbox inbox, Vault vault) {
    this.subscriptions = subscriptions;
    this.inbox = inbox;
    this.vault = vault;
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

  @GET
  @Path("rebuilds")
  @Operation(hidden = true)
  public Map<String, Rebuild.Progress> rebuilds() {
    return rebuilds;
  }

  @POST
  @Path("projections/{name}/rebuild")
  @Operation(hidden = true)
  public RestResponse<Void> rebuild(String name) {
    if (underWay.putIfAbsent(name, true) != null) {
      throw new Refused("rebuild-under-way", "Wait until it is done; see the rebuilds.");
    }
    try {
      subscriptions
          .rebuild(name)
          .onTermination()
          .invoke(() -> underWay.remove(name))
          .subscribe()
          .with(
              progress -> {
                rebuilds.put(name, progress);
                LOG.infof(
                    "rebuild of %s: %d of %d, %d events",
                    name, progress.done(), progress.total(), progress.events());
              },
              failure ->
                  LOG.errorf("rebuild of %s failed: %s", name, failure.getClass().getName()));
    } catch (IllegalArgumentException unknown) {
      underWay.remove(name);
      throw new NotFoundException();
    }
    return RestResponse.accepted();
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
    return inbox.discard(number).map(Operations::gone);
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
    return known(() -> inbox.replay(name)).map(Replayed::new);
  }

  @POST
  @Path("master-key/rewrap")
  @Operation(hidden = true)
  public Uni<Rewrapped> rewrap() {
    return vault.rewrap().map(Rewrapped::new);
  }

  private static <T> Uni<T> known(Supplier<Uni<T>> operation) {
    try {
      return operation.get();
    } catch (IllegalArgumentException unknown) {
      throw new NotFoundException();
    }
  }
}
