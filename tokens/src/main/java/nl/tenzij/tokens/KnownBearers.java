package nl.tenzij.tokens;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Spares a request the work on a token that was found good a moment ago: its bearer is known. All
 * other tokens go to OpenID Connect's own provider, which is asked next and looks at them whole.
 */
@ApplicationScoped
public class KnownBearers
    implements IdentityProvider<TokenAuthenticationRequest>, SecurityIdentityAugmentor {

  /**
   * Above what a provider has that does not say, as that of OpenID Connect's does not. Who adds to
   * an identity what is to be kept with it has a higher one.
   */
  public static final int PRIORITY = IdentityProvider.SYSTEM_FIRST + 2;

  private static final String KNOWN = KnownBearers.class.getName();

  private GoodTokens<SecurityIdentity> good;

  protected KnownBearers() {}

  @Inject
  KnownBearers(TokensConfig config) {
    this.good = new GoodTokens<>(config);
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  /** Above that of OpenID Connect's provider; below that of who adds to an identity. */
  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    Optional<SecurityIdentity> known =
        request.getToken() instanceof AccessTokenCredential bearer
            ? good.find(bearer.getToken())
            : Optional.empty();
    return Uni.createFrom().item(known.orElse(null));
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.getAttribute(KNOWN) == null
        && identity.getPrincipal() instanceof JsonWebToken token) {
      Instant end = Instant.ofEpochSecond(token.getExpirationTime());
      good.keep(token.getRawToken(), withoutItsRequest(identity), end);
    }
    return Uni.createFrom().item(identity);
  }

  /** An identity holds on to the request that brought it, which another one has no use for. */
  private static SecurityIdentity withoutItsRequest(SecurityIdentity identity) {
    var kept =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(identity.getPrincipal())
            .addRoles(identity.getRoles())
            .addCredentials(identity.getCredentials())
            .addAttribute(KNOWN, true);
    identity
        .getAttributes()
        .forEach(
            (name, value) -> {
              if (!(value instanceof RoutingContext)) {
                kept.addAttribute(name, value);
              }
            });
    return kept.build();
  }
}
