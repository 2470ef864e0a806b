package nl.tenzij.gateway;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.function.Consumer;
import nl.tenzij.components.TestStack;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Signs tokens as the realm does, and as forgers would. */
final class TestIssuer implements AutoCloseable {

  private static final TestIssuer ONE = new TestIssuer();

  private final RsaJsonWebKey key = key("issuer", "known");
  private HttpServer server;

  static TestIssuer get() {
    return ONE;
  }

  /**
   * @return the realm's url
   */
  String start(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext(
        "/realms/tenzij/protocol/openid-connect/certs",
        exchange -> {
          byte[] keys = new JsonWebKeySet(key).toJson().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
    return url(server.getAddress().getPort());
  }

  /** The realm's url at a port. */
  static String url(int port) {
    return "http://127.0.0.1:" + port + "/realms/tenzij";
  }

  String issuer() {
    return "https://sign-in.tenzij.example/realms/tenzij";
  }

  String token(String subject) {
    return token(subject, claims -> {});
  }

  String token(String subject, Consumer<JwtClaims> change) {
    return signed(subject, change, key);
  }

  String byStranger(String subject) {
    return signed(subject, claims -> {}, key("stranger", "known"));
  }

  String byUnknownKey(String subject) {
    return signed(subject, claims -> {}, key("stranger", "unknown"));
  }

  /** The public key, which everybody has, used as a shared secret. */
  String byConfusion(String subject) {
    var jws = new JsonWebSignature();
    jws.setPayload(claims(subject).toJson());
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    jws.setKeyIdHeaderValue(key.getKeyId());
    jws.setKey(new HmacKey(key.getPublicKey().getEncoded()));
    return serialized(jws);
  }

  String unsigned(String subject) {
    var jws = new JsonWebSignature();
    jws.setPayload(claims(subject).toJson());
    jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    return serialized(jws);
  }

  private String signed(String subject, Consumer<JwtClaims> change, RsaJsonWebKey with) {
    JwtClaims claims = claims(subject);
    change.accept(claims);
    var jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    jws.setKeyIdHeaderValue(with.getKeyId());
    jws.setHeader("typ", "JWT");
    jws.setKey(with.getPrivateKey());
    return serialized(jws);
  }

  private JwtClaims claims(String subject) {
    var claims = new JwtClaims();
    claims.setIssuer(issuer());
    claims.setAudience("tenzij");
    claims.setSubject(subject);
    claims.setClaim("typ", "Bearer");
    claims.setClaim("azp", "tenzij-app");
    claims.setClaim("board", "stichting-tenboom");
    claims.setStringListClaim("schools", List.of("teacher@college-een"));
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(10);
    claims.setGeneratedJwtId();
    return claims;
  }

  private static RsaJsonWebKey key(String whose, String id) {
    var keys = TestStack.shared().keys(whose);
    var made = new RsaJsonWebKey((RSAPublicKey) keys.getPublic());
    made.setPrivateKey(keys.getPrivate());
    made.setKeyId(id);
    made.setUse("sig");
    made.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
    return made;
  }

  private static String serialized(JsonWebSignature jws) {
    try {
      return jws.getCompactSerialization();
    } catch (JoseException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }
}
