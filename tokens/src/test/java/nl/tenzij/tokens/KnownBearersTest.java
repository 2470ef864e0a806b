package nl.tenzij.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class KnownBearersTest {

  private static final String TEXT = "head.body.signature";

  private final KnownBearers bearers =
      new KnownBearers(
          new TokensConfig() {
            @Override
            public Duration keep() {
              return Duration.ofMinutes(10);
            }

            @Override
            public long most() {
              return 100;
            }
          });

  private record Token(Map<String, Object> claims) implements JsonWebToken {
    static Token endsAt(Instant end) {
      return new Token(
          Map.of(Claims.raw_token.name(), TEXT, Claims.exp.name(), end.getEpochSecond()));
    }

    @Override
    public String getName() {
      return "tim";
    }

    @Override
    public Set<String> getClaimNames() {
      return claims.keySet();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getClaim(String name) {
      return (T) claims.get(name);
    }
  }

  private static RoutingContext aRequest() {
    return (RoutingContext)
        Proxy.newProxyInstance(
            KnownBearersTest.class.getClassLoader(),
            new Class<?>[] {RoutingContext.class},
            (proxy, method, arguments) -> null);
  }

  private static SecurityIdentity verified(Token token) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(token)
        .addRole("teacher")
        .addAttribute("board", "stichting-tenboom")
        .addAttribute(RoutingContext.class.getName(), aRequest())
        .build();
  }

  private SecurityIdentity augmented(SecurityIdentity identity) {
    return bearers.augment(identity, null).await().indefinitely();
  }

  private SecurityIdentity asked(TokenCredential credential) {
    return bearers
        .authenticate(new TokenAuthenticationRequest(credential), null)
        .await()
        .indefinitely();
  }

  @Test
  void whoCameAMomentAgoIsKnownWithAllThatWasFoundOut() {
    assertThat(asked(new AccessTokenCredential(TEXT))).isNull();
    augmented(verified(Token.endsAt(Instant.now().plusSeconds(60))));

    SecurityIdentity known = asked(new AccessTokenCredential(TEXT));
    assertThat(known.getPrincipal().getName()).isEqualTo("tim");
    assertThat(known.getRoles()).containsExactly("teacher");
    assertThat(known.<String>getAttribute("board")).isEqualTo("stichting-tenboom");
    assertThat(asked(new AccessTokenCredential("head.body.signaturf"))).isNull();
  }

  @Test
  void theRequestThatBroughtItIsNotKept() {
    augmented(verified(Token.endsAt(Instant.now().plusSeconds(60))));

    SecurityIdentity known = asked(new AccessTokenCredential(TEXT));
    assertThat(known.getAttributes().values()).noneMatch(RoutingContext.class::isInstance);
  }

  @Test
  void aTokenThatHasEndedIsNotKnown() {
    augmented(verified(Token.endsAt(Instant.now().minusSeconds(1))));

    assertThat(asked(new AccessTokenCredential(TEXT))).isNull();
  }

  /** Else it would be remembered anew with each request, for as long as it lasts. */
  @Test
  void whoIsKnownIsNotKeptForLonger() {
    augmented(verified(Token.endsAt(Instant.now().plusSeconds(60))));
    SecurityIdentity known = asked(new AccessTokenCredential(TEXT));

    augmented(known);

    assertThat(asked(new AccessTokenCredential(TEXT))).isSameAs(known);
  }

  @Test
  void onlyAccessTokensAndOnlyTheirBearersAreKnown() {
    augmented(verified(Token.endsAt(Instant.now().plusSeconds(60))));
    augmented(
        QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal("nobody")).build());

    assertThat(asked(new IdTokenCredential(TEXT))).isNull();
  }
}
