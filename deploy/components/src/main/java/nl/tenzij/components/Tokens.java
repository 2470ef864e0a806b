package nl.tenzij.components;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Access tokens of the demo realm: of people by their password, of clients by a signed assertion
 * ({@code private_key_jwt}). A token is asked for once and kept until it is about to expire.
 */
public final class Tokens {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private static final Pattern ACCESS_TOKEN =
      Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern EXPIRES_IN = Pattern.compile("\"expires_in\"\\s*:\\s*(\\d+)");

  /** Whoever asks may have to ask again, with the same token, until a service is back. */
  private static final Duration SLACK = Duration.ofMinutes(3);

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int BEFORE_AGAIN_MILLIS = 250;

  /** Whom Keycloak is signing in at this moment it refuses a second time, in these words. */
  private static final String SIGNING_IN = "\"Invalid user credentials\"";

  private static final Duration SIGNED_IN = Duration.ofSeconds(20);

  private final String address;
  private final String issuer;
  private final DemoKeys keys;
  private final Map<String, Token> kept = new ConcurrentHashMap<>();

  private record Token(String value, Instant expires) {
    boolean stale() {
      return Instant.now().isAfter(expires.minus(SLACK));
    }
  }

  /**
   * @param issuer the realm's address
   * @param keys the private keys of the realm's clients
   */
  public Tokens(String issuer, DemoKeys keys) {
    this(issuer, issuer, keys);
  }

  /**
   * @param address where the realm is reached from here
   * @param issuer what the realm calls itself: assertions are addressed to it
   * @param keys the private keys of the realm's clients
   */
  public Tokens(String address, String issuer, DemoKeys keys) {
    this.address = address;
    this.issuer = issuer;
    this.keys = keys;
  }

  /** A demo user's token; the password is {@code demo-} and the name. */
  public String user(String name) {
    return token("user " + name, () -> password(name, "tenzij-app"));
  }

  /** A demo user's token that ends within two seconds. */
  public String expiring(String name) {
    return ask("user " + name, password(name, "expiry-trial")).value();
  }

  private static Map<String, String> password(String name, String client) {
    return Map.of(
        "grant_type",
        "password",
        "client_id",
        client,
        "username",
        name,
        "password",
        "demo-" + name);
  }

  /** A client's own token. */
  public String client(String client) {
    return token(
        "client " + client,
        () ->
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                client,
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion(client)));
  }

  private String token(String whose, Supplier<Map<String, String>> form) {
    return kept.compute(
            whose, (key, token) -> token == null || token.stale() ? ask(whose, form.get()) : token)
        .value();
  }

  /** Where the realm does not answer, or can't for a moment, it is asked again for a while. */
  private Token ask(String whose, Map<String, String> form) {
    var began = Instant.now();
    while (true) {
      try {
        return askOnce(whose, form);
      } catch (Away e) {
        if (Instant.now().isAfter(began.plus(e.patience))) {
          throw new ComponentFailed(e.getMessage(), e);
        }
        pause(whose);
      }
    }
  }

  private static final class Away extends Exception {
    private final Duration patience;

    Away(String message, Duration patience, IOException cause) {
      super(message, cause);
      this.patience = patience;
    }
  }

  /** About as long each time: several who ask at once must not go on doing so. */
  private static void pause(String whose) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, 2 * BEFORE_AGAIN_MILLIS));
    } catch (InterruptedException e) {
      throw interrupted(whose, e);
    }
  }

  private static ComponentFailed interrupted(String whose, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ComponentFailed("interrupted while asking a token for " + whose, e);
  }

  private Token askOnce(String whose, Map<String, String> form) throws Away {
    var asked = Instant.now();
    var request =
        HttpRequest.newBuilder(URI.create(address + "/protocol/openid-connect/token"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
            .build();
    try {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 500) {
        throw new Away(
            "no token for %s: %d".formatted(whose, response.statusCode()), PATIENCE, null);
      }
      var token = ACCESS_TOKEN.matcher(response.body());
      var expiry = EXPIRES_IN.matcher(response.body());
      if (response.statusCode() != 200 || !token.find() || !expiry.find()) {
        var refused =
            "no token for %s: %d %s".formatted(whose, response.statusCode(), response.body());
        if (response.body().contains(SIGNING_IN)) {
          throw new Away(refused, SIGNED_IN, null);
        }
        throw new ComponentFailed(refused);
      }
      return new Token(token.group(1), asked.plusSeconds(Long.parseLong(expiry.group(1))));
    } catch (IOException e) {
      throw new Away("no token for " + whose + ": Keycloak does not answer", PATIENCE, e);
    } catch (InterruptedException e) {
      throw interrupted(whose, e);
    }
  }

  private String assertion(String client) {
    var now = Instant.now();
    var claims = new LinkedHashMap<String, String>();
    claims.put("iss", quoted(client));
    claims.put("sub", quoted(client));
    claims.put("aud", quoted(issuer));
    claims.put("jti", quoted(UUID.randomUUID().toString()));
    claims.put("iat", Long.toString(now.getEpochSecond()));
    claims.put("exp", Long.toString(now.plusSeconds(60).getEpochSecond()));
    var payload =
        claims.entrySet().stream()
            .map(claim -> quoted(claim.getKey()) + ":" + claim.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    var signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(payload);
    return signed + "." + signature(client, signed);
  }

  private String signature(String client, String text) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.privateKey(client));
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new ComponentFailed("could not sign with the key of " + client, e);
    }
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
