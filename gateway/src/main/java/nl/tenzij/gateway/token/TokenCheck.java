package nl.tenzij.gateway.token;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.tenzij.gateway.GatewayConfig;
import nl.tenzij.tokens.GoodTokens;
import nl.tenzij.tokens.TokensConfig;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Takes a bearer token's signature, issuer, audience and time for what they are. What the token
 * allows is for the services to say: they check it again, since nobody needs to trust the gateway.
 */
@ApplicationScoped
public class TokenCheck {

  private static final String BEARER = "Bearer ";

  private static final Pattern SIGNED_TOKEN =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  /** No token, or one that is not good; the reason says which check it failed only to the log. */
  public static final class Unauthenticated extends RuntimeException {
    Unauthenticated(String reason) {
      super(reason, null, false, false);
    }
  }

  /** The keys could not be had yet. */
  public static final class KeysAway extends RuntimeException {
    KeysAway() {
      super("the identity provider's keys can't be read yet", null, false, false);
    }
  }

  private final TenantIdentityProvider identities;
  private final GoodTokens<Client> good;
  private final long pauseNanos;
  private volatile boolean keysSeen;
  private volatile long awayUntil = Long.MIN_VALUE;

  TokenCheck(TenantIdentityProvider identities, TokensConfig tokens, GatewayConfig config) {
    this.identities = identities;
    this.good = new GoodTokens<>(tokens);
    this.pauseNanos = config.timeouts().keysPause().toNanos();
  }

  /** Whose token it is, where it was found good a moment ago. */
  public Optional<Client> known(List<String> authorization) {
    return bearer(authorization).flatMap(good::find);
  }

  /**
   * Looks at the token whole.
   *
   * @param authorization the Authorization headers as they came
   * @return fails with {@link Unauthenticated} or {@link KeysAway}
   */
  public Uni<Client> check(List<String> authorization) {
    Optional<String> token =
        bearer(authorization).filter(text -> SIGNED_TOKEN.matcher(text).matches());
    if (token.isEmpty()) {
      return Uni.createFrom().failure(new Unauthenticated("no bearer token"));
    }
    if (keysWereJustAway()) {
      return Uni.createFrom().failure(new KeysAway());
    }
    return identities
        .authenticate(new AccessTokenCredential(token.get()))
        .map(identity -> client(token.get(), identity))
        .invoke(() -> keysSeen = true)
        .onFailure()
        .transform(this::meaning);
  }

  /** What stands where a token should. */
  private static Optional<String> bearer(List<String> authorization) {
    if (authorization.size() != 1) {
      return Optional.empty();
    }
    String header = authorization.getFirst();
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  private Client client(String text, SecurityIdentity identity) {
    if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
      throw new Unauthenticated("not a signed token");
    }
    String application = token.getClaim("azp");
    String subject = token.getSubject();
    if (application == null || subject == null) {
      throw new Unauthenticated("no azp or sub");
    }
    Client client = new Client(application, subject);
    good.keep(text, client, Instant.ofEpochSecond(token.getExpirationTime()));
    return client;
  }

  private Throwable meaning(Throwable failure) {
    if (failure instanceof Unauthenticated) {
      return failure;
    }
    if (failure instanceof AuthenticationFailedException) {
      return new Unauthenticated("not a good token");
    }
    if (failure instanceof OIDCException) {
      awayUntil = System.nanoTime() + pauseNanos;
      return new KeysAway();
    }
    return failure;
  }

  /**
   * One request a second finds out that there are no keys yet, not all of them. Once there are
   * some, a token that asks for others is its own problem only.
   */
  private boolean keysWereJustAway() {
    long until = awayUntil;
    return !keysSeen && until != Long.MIN_VALUE && System.nanoTime() - until < 0;
  }
}
