package nl.tenzij.notification.thread;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tenzij.components.TestStack;

/**
 * What the service talks to besides database and broker: school-service and the token endpoint, as
 * a small server that answers what the contracts say, and the build's mail server behind a door
 * that can be shut. Guardians are made up on the fly; the beginning of an id says what is wrong
 * with one.
 */
public class Neighbours implements QuarkusTestResourceLifecycleManager {

  private static final String TOKEN = "/realms/tenzij/protocol/openid-connect/token";

  private final String accessToken = UUID.randomUUID().toString();
  private HttpServer server;
  private MailDoor mail;
  private KeyPair key;
  private volatile boolean away;
  private volatile boolean sanctionsAway;

  /** After the stack, whose mail server this one stands in front of. */
  @Override
  public int order() {
    return 10;
  }

  @Override
  public Map<String, String> start() {
    try {
      key = keys();
      TestStack stack = TestStack.shared();
      mail = new MailDoor(stack.smtpHost(), stack.smtpPort());
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
      server.createContext(TOKEN, this::token);
      server.createContext("/api/v1/schools/", this::school);
      server.createContext("/control/", this::control);
      server.start();
      return settings();
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private Map<String, String> settings() throws IOException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    Map<String, String> settings = new HashMap<>();
    settings.put("SCHOOL_SERVICE_URL", url);
    settings.put("SANCTION_SERVICE_URL", url);
    settings.put("quarkus.oidc-client.auth-server-url", url + "/realms/tenzij");
    settings.put("OIDC_CLIENT_KEY_FILE", keyFile().toString());
    settings.put("SMTP_HOST", "127.0.0.1");
    settings.put("SMTP_PORT", Integer.toString(mail.port()));
    settings.put("MAIL_FROM", "bericht@school.example");
    settings.put("tenzij.sending.first-retry", "100ms");
    settings.put("tenzij.sending.longest-retry", "1s");
    settings.put("tenzij.sending.look", "0.2s");
    settings.put("tenzij.sending.gather", "4s");
    settings.put("tenzij.webhooks.private-addresses", "true");
    settings.put("tenzij.webhooks.retries", "100ms,100ms");
    settings.put("tenzij.webhooks.timeout", "60s");
    settings.put("tenzij.webhooks.claim", "2m");
    settings.put("tenzij.webhooks.look", "0.2s");
    return settings;
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
    if (mail != null) {
      mail.shut();
    }
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        Arrays.stream(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    .split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
    boolean ours =
        "client_credentials".equals(form.get("grant_type"))
            && "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                .equals(form.get("client_assertion_type"))
            && isSignedByTheService(form.getOrDefault("client_assertion", ""));
    if (ours) {
      answer(
          exchange,
          200,
          "{\"access_token\": \"%s\", \"token_type\": \"Bearer\", \"expires_in\": 300}"
              .formatted(accessToken));
    } else {
      answer(exchange, 401, "{\"error\": \"invalid_client\"}");
    }
  }

  private boolean isSignedByTheService(String assertion) {
    String[] parts = assertion.split("\\.");
    if (parts.length != 3) {
      return false;
    }
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key.getPublic());
      signature.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
          && claims.contains("\"iss\":\"notification-service\"");
    } catch (GeneralSecurityException broken) {
      return false;
    }
  }

  private void school(HttpExchange exchange) throws IOException {
    if (away) {
      answer(exchange, 503, "{}");
      return;
    }
    boolean mayAsk =
        ("Bearer " + accessToken).equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && "stichting-tenboom".equals(exchange.getRequestHeaders().getFirst("Tenzij-Board"));
    if (!mayAsk) {
      answer(exchange, 401, "{}");
      return;
    }
    String[] path = exchange.getRequestURI().getPath().split("/");
    if (path[path.length - 1].equals("explanation")) {
      explanation(exchange, path[8]);
      return;
    }
    if (path.length < 7) {
      office(exchange, path);
      return;
    }
    String id = path[6];
    boolean ofAPupil =
        path[5].equals("pupils") || exchange.getRequestURI().getQuery().startsWith("pupil=p-");
    if (id.startsWith("gone") || !ofAPupil) {
      answer(exchange, 404, "{}");
    } else if (path[5].equals("guardians")) {
      answer(exchange, 200, contact(id));
    } else {
      answer(exchange, 200, "{\"pupil\": \"%s\", \"givenName\": \"Sam\"}".formatted(id));
    }
  }

  /** As sanction-service answers. */
  private void explanation(HttpExchange exchange, String sanction) throws IOException {
    if (sanctionsAway) {
      answer(exchange, 503, "{}");
    } else {
      answer(
          exchange,
          200,
          "{\"sanction\": \"%s\", \"explanation\": \"Je filmde iemand.\"}".formatted(sanction));
    }
  }

  /** Of the school itself, and its desk, which a school without one does not have. */
  private static void office(HttpExchange exchange, String[] path) throws IOException {
    if (path.length == 5) {
      answer(exchange, 200, "{\"school\": \"%s\", \"name\": \"College Eén\"}".formatted(path[4]));
    } else if (path[4].startsWith("deskless")) {
      answer(exchange, 404, "{}");
    } else {
      answer(
          exchange,
          200,
          """
          {"contacts": [
            {"matter": "EXEMPTIONS", "title": "Zorgcoördinator", "email": "zorg@school.example"},
            {"matter": "SANCTIONS", "title": "Conrector", "staff": "st-tim", "email": "conrector@school.example",
             "phone": "020 123 4567"}]}""");
    }
  }

  private static String contact(String guardian) {
    String email =
        guardian.startsWith("without-address") ? "null" : '"' + guardian + "@example.org\"";
    String informed =
        guardian.startsWith("untied") ? "null" : Boolean.toString(!guardian.startsWith("barred"));
    String language =
        switch (guardian.replaceAll("-.*", "")) {
          case "noor" -> "ar";
          case "ola" -> "pl";
          case "piet" -> "nl";
          default -> "tr";
        };
    return """
        {"guardian": "%s", "givenName": "Fatma", "familyName": "Aydın", "email": %s, "language": "%s", "informed": %s}"""
        .formatted(guardian, email, language, informed);
  }

  private void control(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/control/mail/shut" -> mail.shut();
      case "/control/mail/open" -> mail.open();
      case "/control/mail/mute" -> mail.mute();
      case "/control/school/away" -> away = true;
      case "/control/school/back" -> away = false;
      case "/control/sanctions/away" -> sanctionsAway = true;
      case "/control/sanctions/back" -> sanctionsAway = false;
      default -> throw new IllegalArgumentException("no such control");
    }
    answer(exchange, 200, "{}");
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String decoded(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private Path keyFile() throws IOException {
    String encoded =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getPrivate().getEncoded());
    return Files.writeString(
        Files.createTempFile("notification-service", ".pem"),
        "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n");
  }
}
