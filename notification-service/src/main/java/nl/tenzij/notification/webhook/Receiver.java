package nl.tenzij.notification.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a webhook is called.
 *
 * @param target path and query
 */
record Receiver(boolean tls, String host, int port, String target) {

  private static final int LONGEST = 2_000;
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|0[xX][0-9a-fA-F.xX]*|.*:.*");

  /**
   * @param trusted whether private and loopback addresses are allowed
   * @return empty for what is no https address, or http at loopback where that is allowed
   */
  static Optional<Receiver> of(String url, boolean trusted) {
    if (url.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(url).parseServerAuthority();
      boolean plain = "http".equalsIgnoreCase(uri.getScheme());
      boolean fits =
          (plain || "https".equalsIgnoreCase(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && uri.getPort() != 0
              && uri.getPort() <= 65_535;
      if (!fits) {
        return Optional.empty();
      }
      Receiver receiver = of(uri, !plain);
      boolean allowed = plain ? trusted && receiver.isLoopback() : receiver.mayBeReached(trusted);
      return allowed ? Optional.of(receiver) : Optional.empty();
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }

  private static Receiver of(URI uri, boolean tls) {
    String host = uri.getHost().replaceAll("^\\[|]$", "");
    int port = uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort();
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
    return new Receiver(tls, host, port, path + query);
  }

  private boolean isLoopback() {
    return host.equalsIgnoreCase("localhost")
        || literal().map(InetAddress::isLoopbackAddress).orElse(false);
  }

  /** A name is looked at when it is called: what it stands for can change. */
  private boolean mayBeReached(boolean trusted) {
    if (!NUMERIC.matcher(host).matches()) {
      return true;
    }
    return literal().map(address -> trusted || PublicAddress.is(address)).orElse(false);
  }

  /** The address where the host is one and not a name; that needs no question to anybody. */
  private Optional<InetAddress> literal() {
    if (!NUMERIC.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /**
   * The address to connect to, asked for now; the connection then goes to that one and no other.
   * May take its time.
   *
   * @return empty where one of the name's addresses may not be reached
   * @throws UnknownHostException where there is no such name
   */
  Optional<InetAddress> resolve(boolean trusted) throws UnknownHostException {
    InetAddress[] all = InetAddress.getAllByName(host);
    for (InetAddress each : all) {
      if (!trusted && !PublicAddress.is(each)) {
        return Optional.empty();
      }
    }
    return Optional.of(all[0]);
  }
}
