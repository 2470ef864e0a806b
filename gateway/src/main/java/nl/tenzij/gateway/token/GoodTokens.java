package nl.tenzij.gateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nl.tenzij.gateway.GatewayConfig;

/**
 * Tokens that were found good a moment ago: for so long their signature is not worked out again,
 * and never beyond their own end. What is not good is not remembered, and no token is kept, only by
 * what it is known again (SHA-256).
 */
@ApplicationScoped
public class GoodTokens {

  /** The digest as four numbers, to be a key. */
  private record Digest(long first, long second, long third, long fourth) {}

  private record Good(Client client, Instant until) {}

  private final Cache<Digest, Good> kept;
  private final Duration keep;
  private final Clock clock;

  @Inject
  GoodTokens(GatewayConfig config) {
    this(config.tokens().keep(), config.tokens().most(), Clock.systemUTC());
  }

  GoodTokens(Duration keep, long most, Clock clock) {
    this.keep = keep;
    this.clock = clock;
    this.kept = Caffeine.newBuilder().maximumSize(most).build();
  }

  Optional<Client> find(String token) {
    return Optional.ofNullable(kept.getIfPresent(digest(token)))
        .filter(good -> clock.instant().isBefore(good.until()))
        .map(Good::client);
  }

  /**
   * @param end the token's own
   */
  void keep(String token, Client client, Instant end) {
    Instant until = clock.instant().plus(keep);
    kept.put(digest(token), new Good(client, until.isBefore(end) ? until : end));
  }

  private static Digest digest(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
      ByteBuffer numbers = ByteBuffer.wrap(digest);
      return new Digest(numbers.getLong(), numbers.getLong(), numbers.getLong(), numbers.getLong());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
