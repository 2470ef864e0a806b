package nl.tenzij.ledger.tenancy;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import nl.tenzij.tokens.KnownBearers;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads a token's claims when it is verified, not with each request that brings it. */
@ApplicationScoped
class ClaimsOnce implements SecurityIdentityAugmentor {

  static final String ATTRIBUTE = Claims.class.getName();

  @Override
  public int priority() {
    return KnownBearers.PRIORITY + 1;
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    SecurityIdentity read = identity;
    if (identity.getAttribute(ATTRIBUTE) == null
        && identity.getPrincipal() instanceof JsonWebToken token) {
      read =
          QuarkusSecurityIdentity.builder(identity)
              .addAttribute(ATTRIBUTE, Claims.of(token))
              .build();
    }
    return Uni.createFrom().item(read);
  }
}
