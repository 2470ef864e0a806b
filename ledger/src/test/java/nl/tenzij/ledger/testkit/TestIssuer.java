package nl.tenzij.ledger.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The part of an identity provider that a service talks to: discovery and keys. With a key of our
 * own every kind of forged token can be made, also those that no provider would ever sign; that
 * services accept the real provider's tokens is for the end-to-end tests.
 */
final class TestIssuer implements AutoCloseable {

  private static final String REALM = "/realms/tenzij";

  private final HttpServer server;
  private final PublicJsonWebKey key;

  private volatile boolean away;

  /**
   * @param keys with which it signs
   */
  TestIssuer(KeyPair keys) {
    try {
      key = PublicJsonWebKey.Factory.newPublicJwk(keys.getPublic());
      key.setPrivateKey(keys.getPrivate());
      key.setKeyId("test-issuer");
      key.setUse("sig");
      key.setAlgorithm("RS256");
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
    server.createContext(
        REALM + "/.well-known/openid-configuration", exchange -> answer(exchange, discovery()));
    server.createContext(REALM + "/certs", exchange -> answer(exchange, keys()));
    server.start();
  }

  /** Lets it answer as a provider does that is still starting. */
  void away(boolean away) {
    this.away = away;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + REALM;
  }

  /** With its private part: for {@link Tokens}. */
  String key() {
    return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
  }

  private String keys() {
    return new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
  }

  private String discovery() {
    return """
        {"issuer": "%1$s", "jwks_uri": "%1$s/certs", "token_endpoint": "%1$s/token",
         "authorization_endpoint": "%1$s/auth", "introspection_endpoint": "%1$s/introspect",
         "id_token_signing_alg_values_supported": ["RS256"]}"""
        .formatted(url());
  }

  private void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(away ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
