package nl.tenzij.gateway.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import nl.tenzij.gateway.GatewayConfig;
import nl.tenzij.gateway.token.Client;

/**
 * A bucket per client, which fills evenly. Buckets live in this process and their number is
 * bounded: several gateways each grant the quota, and a flood of addresses only makes forgotten
 * buckets full again.
 */
@ApplicationScoped
public class RateLimits {

  private final Buckets clients;
  private final Buckets anonymous;

  public RateLimits(GatewayConfig config) {
    var limits = config.limits();
    clients = new Buckets("client", limits.client(), limits.buckets());
    anonymous = new Buckets("anonymous", limits.anonymous(), limits.buckets());
  }

  public Allowance of(Client client) {
    return clients.take(client.key());
  }

  /**
   * @param host a literal network address
   */
  public Allowance ofAddress(String host) {
    return anonymous.take(network(host));
  }

  /** Buckets now kept, for the bound's sake. */
  public long kept() {
    return clients.kept() + anonymous.kept();
  }

  /** One household has 2^64 addresses of the newer kind: its network counts as one. */
  private static String network(String host) {
    if (host.indexOf(':') < 0) {
      return host;
    }
    try {
      // a literal address is parsed, not looked up
      InetAddress address = InetAddress.getByName(host);
      if (address instanceof Inet6Address six) {
        return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8));
      }
      return address.getHostAddress();
    } catch (UnknownHostException unreadable) {
      return host;
    }
  }

  private static final class Buckets {

    private final String policy;
    private final long quota;
    private final Duration window;
    private final LoadingCache<String, Bucket> buckets;

    Buckets(String policy, GatewayConfig.Rate rate, long most) {
      this.policy = policy;
      this.quota = rate.requests();
      this.window = rate.per();
      // a bucket untouched for a window is full again, so forgetting it changes nothing
      this.buckets =
          Caffeine.newBuilder()
              .maximumSize(most)
              .expireAfterAccess(window)
              .build(
                  key ->
                      Bucket.builder()
                          .addLimit(limit -> limit.capacity(quota).refillGreedy(quota, window))
                          .build());
    }

    Allowance take(String key) {
      var probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
      return new Allowance(
          policy,
          quota,
          window,
          probe.getRemainingTokens(),
          probe.isConsumed(),
          Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    long kept() {
      buckets.cleanUp();
      return buckets.estimatedSize();
    }
  }
}
