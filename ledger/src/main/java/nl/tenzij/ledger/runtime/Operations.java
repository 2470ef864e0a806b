package nl.tenzij.ledger.runtime;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import nl.tenzij.ledger.kafka.Inbox;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.subscription.Rebuild;
import nl.tenzij.ledger.subscription.Subscriptions;
import org.jboss.logging.Logger;

/**
 * What an operator can look at and set going, under {@code /operations}: not through the gateway,
 * and with the role {@code operator} only (configuration {@code quarkus.http.auth}).
 */
@Singleton
public class Operations {

  private static final Logger LOG = Logger.getLogger(Operations.class);
  private static final int PAGE = 200;
  private static final String NUMBER = "[0-9]{1,18}";

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

  void routes(@Observes Router router) {
    router
        .get("/operations/subscriptions")
        .handler(request -> answer(request, subscriptions.status()));
    router
        .get("/operations/rebuilds")
        .handler(request -> answer(request, Uni.createFrom().item(rebuilds)));
    router.post("/operations/projections/:name/rebuild").handler(this::rebuild);
    router
        .get("/operations/parked")
        .handler(request -> answer(request, inbox.parked(after(request), PAGE)));
    router.delete("/operations/parked/:number").handler(this::discard);
    router
        .post("/operations/consumers/:name/replay")
        .handler(request -> named(request, name -> inbox.replay(name), "replayed"));
    router
        .post("/operations/master-key/rewrap")
        .handler(
            request ->
                answer(
                    request,
                    vault
                        .rewrap()
                        .map(count -> new JsonObject().put("rewrapped", count).getMap())));
  }

  private static long after(RoutingContext request) {
    String after = request.request().getParam("after");
    return after != null && after.matches(NUMBER) ? Long.parseLong(after) : 0;
  }

  /** Gives up a parked message; those that wait behind it go on at the next replay. */
  private void discard(RoutingContext request) {
    String number = request.pathParam("number");
    if (!number.matches(NUMBER)) {
      refuse(request, 404, "No parked message has this number.");
      return;
    }
    inbox
        .discard(Long.parseLong(number))
        .subscribe()
        .with(
            found -> {
              if (found) {
                request.response().setStatusCode(204).end();
              } else {
                refuse(request, 404, "No parked message has this number.");
              }
            },
            request::fail);
  }

  private void rebuild(RoutingContext request) {
    String name = request.pathParam("name");
    if (underWay.putIfAbsent(name, true) != null) {
      refuse(request, 409, "This rebuild is under way.");
      return;
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
      request.response().setStatusCode(202).end();
    } catch (IllegalArgumentException unknown) {
      underWay.remove(name);
      refuse(request, 404, "No projection has this name.");
    }
  }

  private void named(
      RoutingContext request, Function<String, Uni<Integer>> operation, String counted) {
    try {
      answer(
          request,
          operation
              .apply(request.pathParam("name"))
              .map(count -> new JsonObject().put(counted, count).getMap()));
    } catch (IllegalArgumentException unknown) {
      refuse(request, 404, "No consumer has this name.");
    }
  }

  private static void answer(RoutingContext request, Uni<?> result) {
    result
        .subscribe()
        .with(
            found ->
                request
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .end(Json.encode(found)),
            request::fail);
  }

  private static void refuse(RoutingContext request, int status, String detail) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .end(
            new JsonObject()
                .put("type", "about:blank")
                .put("status", status)
                .put("detail", detail)
                .encode());
  }
}
