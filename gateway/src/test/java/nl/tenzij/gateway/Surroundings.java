package nl.tenzij.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import nl.tenzij.components.Ports;

/** Real servers around the gateway: three services, a place for the fourth, and an issuer. */
public class Surroundings implements QuarkusTestResourceLifecycleManager {

  static TestUpstream school;
  static TestUpstream exception;
  static TestUpstream sanction;
  static int notificationPort;

  @Override
  public Map<String, String> start() {
    school = new TestUpstream("school", 0).openapi(OpenApiSamples.SCHOOL);
    exception = new TestUpstream("exception", 0).openapi(OpenApiSamples.EXCEPTION);
    sanction = new TestUpstream("sanction", 0).openapi(OpenApiSamples.SANCTION);
    notificationPort = Ports.free();
    Map<String, String> all = new HashMap<>(signIn());
    all.putAll(
        Map.ofEntries(
            Map.entry("SCHOOL_SERVICE_URL", school.url()),
            Map.entry("EXCEPTION_SERVICE_URL", exception.url()),
            Map.entry("SANCTION_SERVICE_URL", sanction.url()),
            Map.entry("NOTIFICATION_SERVICE_URL", "http://127.0.0.1:" + notificationPort),
            Map.entry("CORS_ORIGINS", "https://app.tenzij.example"),
            Map.entry("TRUSTED_PROXIES", "127.0.0.9"),
            Map.entry("tenzij.gateway.timeouts.first-byte", "4S"),
            Map.entry("tenzij.gateway.timeouts.idle", "3S"),
            Map.entry("tenzij.gateway.openapi.keep-incomplete", "0.2S"),
            Map.entry("tenzij.gateway.limits.client.requests", "200"),
            Map.entry("tenzij.gateway.limits.anonymous.requests", "300"),
            Map.entry("tenzij.gateway.limits.buckets", "1000")));
    return all;
  }

  /** Whose tokens the gateway takes. */
  Map<String, String> signIn() {
    return Map.of(
        "OIDC_AUTH_SERVER_URL", TestIssuer.get().start(0),
        "OIDC_ISSUER", TestIssuer.get().issuer());
  }

  @Override
  public void stop() {
    school.close();
    exception.close();
    sanction.close();
    TestIssuer.get().close();
  }
}
