package nl.tenzij.gateway.rim;

import io.vertx.core.MultiMap;
import nl.tenzij.gateway.route.CleanPath;

/** What every answer tells the browser not to do. */
final class SecurityHeaders {

  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  /** Swagger UI sets style attributes from its own script; nothing else is let in. */
  private static final String DOCS =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
          + " 'none'";

  /** All of it comes from here, but for the sign-in. */
  private static final String BOARD =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
          + " %s; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private SecurityHeaders() {}

  /**
   * @param path null where it can't be read
   * @param provider where pages sign in
   */
  static void put(MultiMap headers, CleanPath path, IdentityProvider provider) {
    headers.set("Content-Security-Policy", policy(path, provider));
    headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set(
        "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    if (!headers.contains("Cache-Control")) {
      headers.set("Cache-Control", "no-store");
    }
  }

  private static String policy(CleanPath path, IdentityProvider provider) {
    if (path == null) {
      return NOTHING;
    }
    if (path.startsWith("docs") || path.startsWith("webjars")) {
      return DOCS;
    }
    return path.startsWith("board") ? BOARD.formatted(provider.origin()) : NOTHING;
  }
}
