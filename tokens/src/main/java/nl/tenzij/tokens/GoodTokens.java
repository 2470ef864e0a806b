package nl.tenzij.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tokens that were found good a moment ago: for so long their signature is not worked out again,
 * and never beyond their own end. What is not good is not remembered. A token is known again by its
 * digest (SHA-256). How long that is goes by two clocks, whichever is over first: the machine's can
 * be set back, and what counts nanoseconds stands still while the host sleeps.
 *
 * @param <T> what is known of a good token's bearer
 */
public final class GoodTokens<T> {

  /** The digest as four numbers, to be a key. */
  private record Digest(long first, long second, long third, long fourth) {}

  private record Good<T>(T bearer, Instant until) {}

  private final Cache<Digest, Good<T>> kept;
  private final Duration keep;
  private final Clock clock;

  /** Tokens end by the machine's clock, as they began by the identity provider's. */
  public GoodTokens(TokensConfig config) {
    this(config.keep(), config.most(), Clock.systemUTC(), Ticker.systemTicker());
  }

  GoodTokens(Duration keep, long most, Clock clock, Ticker ticker) {
    this.keep = keep;
    this.clock = clock;
    this.kept =
        Caffeine.newBuilder().maximumSize(most).expireAfterWrite(keep).ticker(ticker).build();
  }

  /** How many are remembered now. */
  long size() {
    kept.cleanUp();
    return kept.estimatedSize();
  }

  public Optional<T> find(String token) {
    return Optional.ofNullable(kept.getIfPresent(digest(token)))
        .filter(good -> clock.instant().isBefore(good.until()))
        .map(Good::bearer);
  }

  /**
   * @param end the token's own
   */
  public void keep(String token, T bearer, Instant end) {
    Instant until = clock.instant().plus(keep);
    kept.put(digest(token), new Good<>(bearer, until.isBefore(end) ? until : end));
  }

  private static Digest digest(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      ByteBuffer numbers = ByteBuffer.wrap(digest);
      return new Digest(numbers.getLong(), numbers.getLong(), numbers.getLong(), numbers.getLong());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
