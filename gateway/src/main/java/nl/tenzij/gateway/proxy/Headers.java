package nl.tenzij.gateway.proxy;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which header fields pass, either way. All others stay where they came from. */
final class Headers {

  /**
   * What clients may tell a service. Not here, on purpose: {@code Tenzij-Board} (for calls among
   * services), {@code Forwarded} and all of {@code X-} (anyone can write them), cookies (the API
   * has none) and the trace context (written anew).
   */
  private static final Set<String> TO_SERVICE =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "authorization",
          "content-type",
          "idempotency-key",
          "if-match",
          "if-none-match",
          "tenzij-consistency-token",
          "tenzij-reason");

  private static final Set<String> TO_CLIENT =
      Set.of(
          "accept-ranges",
          "allow",
          "api-version",
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-length",
          "content-type",
          "date",
          "deprecation",
          "etag",
          "idempotency-replayed",
          "last-modified",
          "link",
          "location",
          "retry-after",
          "sunset",
          "tenzij-consistency-token",
          "transfer-encoding",
          "vary",
          "www-authenticate");

  private Headers() {}

  /** Removes what may not reach a service. */
  static void toService(MultiMap headers) {
    keep(headers, TO_SERVICE);
  }

  /** Removes what may not reach a client, and the service's own address from Location. */
  static void toClient(MultiMap headers, URI service) {
    keep(headers, TO_CLIENT);
    String location = headers.get("location");
    if (location != null) {
      headers.remove("location");
      withoutOrigin(location, service).ifPresent(path -> headers.set("location", path));
    }
  }

  private static void keep(MultiMap headers, Set<String> allowed) {
    List<String> others = new ArrayList<>();
    for (Map.Entry<String, String> each : headers) {
      if (!allowed.contains(each.getKey().toLowerCase(Locale.ROOT))) {
        others.add(each.getKey());
      }
    }
    others.forEach(headers::remove);
  }

  /** Empty where it points elsewhere: the API redirects to nobody. */
  private static Optional<String> withoutOrigin(String location, URI service) {
    try {
      URI target = new URI(location);
      boolean own =
          target.getRawAuthority() == null
              || target.getRawAuthority().equals(service.getRawAuthority());
      if (!own || target.getRawPath() == null || !target.getRawPath().startsWith("/")) {
        return Optional.empty();
      }
      String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
      return Optional.of(target.getRawPath() + query);
    } catch (URISyntaxException unreadable) {
      return Optional.empty();
    }
  }
}
