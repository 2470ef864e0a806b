package nl.tenzij.ledger.testkit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tenzij.components.TestStack;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Access tokens as the realm makes them, and every forgery of them. Signed with the key of the
 * {@link TestIssuer} that the service under test trusts.
 */
public final class Tokens {

  static final String ISSUER = "tenzij.test.issuer";
  static final String KEY = "tenzij.test.issuer.key";

  private static final String APP = "tenzij-app";
  private static final String BOARD = "stichting-tenboom";
  private static final Map<String, Tokens> USERS =
      Map.ofEntries(
          Map.entry("bea", user(BOARD, "board").without("schools").without("person")),
          Map.entry("hanna", staff("st-hanna", "head@college-een")),
          Map.entry("tim", staff("st-tim", "teacher@college-een", "mentor@college-een")),
          Map.entry("cora", staff("st-cora", "care-coordinator@college-een")),
          Map.entry("mira", staff("st-mira", "mr-member:staff@college-een")),
          Map.entry("mona", staff("g-mona", "mr-member:parents@college-een")),
          Map.entry("mees", staff("p-mees", "mr-member:pupils@college-een")),
          Map.entry("lisa", staff("st-lisa", "teacher@de-linde")),
          Map.entry("hugo", staff("st-hugo", "head@de-linde")),
          Map.entry("fatma", staff("g-fatma", "guardian@college-een")),
          Map.entry("sam", staff("p-sam", "pupil@college-een")),
          Map.entry(
              "vera",
              user("stichting-ver", "teacher")
                  .with("person", "st-vera")
                  .with("schools", List.of("teacher@school-ver"))),
          Map.entry("bob", user("stichting-ver", "board")),
          Map.entry("otto", user(BOARD, "operator").without("board")),
          Map.entry("school-system", client("school-system", "school-system")),
          Map.entry("pipeline", client("pipeline", "pipeline")),
          Map.entry(
              "notification-service",
              user(BOARD, "service").without("board").with("azp", "notification-service")));

  /** Signing is what walks over many operations would spend most of their time on. */
  private static final Cache<List<Object>, String> SIGNED =
      Caffeine.newBuilder().maximumSize(1000).expireAfterWrite(Duration.ofMinutes(3)).build();

  private static final Cache<String, PublicJsonWebKey> PARSED =
      Caffeine.newBuilder().maximumSize(10).build();

  private final Map<String, Object> claims;

  private Tokens(Map<String, Object> claims) {
    this.claims = claims;
  }

  /** A demo user or client, by name. */
  public static Tokens of(String user) {
    Tokens found = USERS.get(user);
    if (found == null) {
      throw new IllegalArgumentException("no demo user " + user + "; there are " + names());
    }
    return found.with("preferred_username", user).with("sub", "sub-" + user);
  }

  public static Set<String> names() {
    return USERS.keySet();
  }

  /** Somebody of a board with realm roles. */
  public static Tokens user(String board, String... roles) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("aud", "tenzij");
    claims.put("azp", APP);
    claims.put("sub", "sub-" + board);
    claims.put("typ", "Bearer");
    claims.put("board", board);
    claims.put("realm_access", Map.of("roles", List.of(roles)));
    return new Tokens(claims);
  }

  private static Tokens staff(String person, String... atSchools) {
    String[] roles =
        List.of(atSchools).stream()
            .map(each -> each.replaceAll("[:@].*", ""))
            .toArray(String[]::new);
    return user(BOARD, roles).with("person", person).with("schools", List.of(atSchools));
  }

  private static Tokens client(String name, String role) {
    return user(BOARD, role)
        .with("azp", name)
        .with("schools", List.of(role + "@college-een", role + "@de-linde"));
  }

  /** With another value for a claim. */
  public Tokens with(String claim, Object value) {
    Map<String, Object> more = new HashMap<>(claims);
    more.put(claim, value);
    return new Tokens(more);
  }

  public Tokens without(String claim) {
    Map<String, Object> fewer = new HashMap<>(claims);
    fewer.remove(claim);
    return new Tokens(fewer);
  }

  /** Good for two minutes at least. */
  public String token() {
    return SIGNED.get(
        List.of(System.getProperty(ISSUER), System.getProperty(KEY), claims),
        any -> signed(trusted(), 300));
  }

  /** Rightly signed, over for five minutes. */
  public String expired() {
    return signed(trusted(), -300);
  }

  /** By a key that the issuer never had, under the name of one that it has. */
  public String wronglySigned() {
    try {
      KeyPair keys = TestStack.shared().keys("stranger");
      PublicJsonWebKey foreign = PublicJsonWebKey.Factory.newPublicJwk(keys.getPublic());
      foreign.setPrivateKey(keys.getPrivate());
      foreign.setKeyId(trusted().getKeyId());
      return signed(foreign, 300);
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Signed by nobody, and saying so. */
  public String unsigned() {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(payload(300));
    jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    jws.setHeader("typ", "JWT");
    return compact(jws);
  }

  /** Every token that must be taken for none, by what is wrong with it. */
  public Map<String, String> forged() {
    return Map.of(
        "expired", expired(),
        "not valid yet", with("nbf", NumericDate.now().getValue() + 600).token(),
        "for another audience", with("aud", "account").token(),
        "of another issuer", with("iss", "https://issuer.example.org/realms/tenzij").token(),
        "an id token", with("typ", "ID").token(),
        "wrongly signed", wronglySigned(),
        "unsigned", unsigned(),
        "tampered with", tampered(),
        "no token at all", "not.a.token");
  }

  private String tampered() {
    String[] other = with("board", "stichting-ver").token().split("\\.");
    String[] own = token().split("\\.");
    return own[0] + '.' + other[1] + '.' + own[2];
  }

  private String signed(PublicJsonWebKey key, int seconds) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(payload(seconds));
    jws.setKey(key.getPrivateKey());
    jws.setKeyIdHeaderValue(key.getKeyId());
    jws.setHeader("typ", "JWT");
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    return compact(jws);
  }

  private String payload(int seconds) {
    JwtClaims jwt = new JwtClaims();
    NumericDate now = NumericDate.now();
    jwt.setIssuer(System.getProperty(ISSUER));
    jwt.setIssuedAt(NumericDate.fromSeconds(now.getValue() - 600));
    jwt.setExpirationTime(NumericDate.fromSeconds(now.getValue() + seconds));
    jwt.setGeneratedJwtId();
    claims.forEach(jwt::setClaim);
    return jwt.toJson();
  }

  private static PublicJsonWebKey trusted() {
    return PARSED.get(
        System.getProperty(KEY),
        key -> {
          try {
            return PublicJsonWebKey.Factory.newPublicJwk(key);
          } catch (JoseException broken) {
            throw new IllegalStateException("is the ServiceStack running?", broken);
          }
        });
  }

  private static String compact(JsonWebSignature jws) {
    try {
      return jws.getCompactSerialization();
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
