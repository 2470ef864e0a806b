package nl.tenzij.gateway.rim;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import nl.tenzij.gateway.GatewayConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where people sign in who look at a page of the gateway's own. */
@ApplicationScoped
public class IdentityProvider {

  private final URI issuer;
  private final String pageClient;

  IdentityProvider(
      @ConfigProperty(name = "quarkus.oidc.token.issuer") URI issuer, GatewayConfig config) {
    this.issuer = issuer;
    this.pageClient = config.pageClient();
  }

  /** As browsers reach it. */
  public URI issuer() {
    return issuer;
  }

  /** The page's client there: a public one, with PKCE. */
  public String pageClient() {
    return pageClient;
  }

  /** As a security policy names it. */
  String origin() {
    return issuer.getScheme() + "://" + issuer.getRawAuthority();
  }
}
