package nl.tenzij.exception.evidence.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * Lets {@link EvidenceBodies} see that a file is too large which did not announce it: cut off at
 * the bound itself, it would be refused without a word.
 */
@ApplicationScoped
public class EvidenceEdge {

  /** After the server has set its own bound. */
  private static final int ORDER = -1;

  private static final long MORE = 1 << 20;

  private long atMost;

  protected EvidenceEdge() {}

  @Inject
  public EvidenceEdge(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize atMost) {
    this.atMost = atMost.asLongValue();
  }

  void install(@Observes Router router) {
    router
        .post("/api/v1/schools/:school/exemptions/:exemption/evidence")
        .order(ORDER)
        .handler(this::takeMore);
  }

  private void takeMore(RoutingContext context) {
    context.put(VertxInputStream.MAX_REQUEST_SIZE_KEY, atMost + MORE);
    context.next();
  }
}
