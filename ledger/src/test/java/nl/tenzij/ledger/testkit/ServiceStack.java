package nl.tenzij.ledger.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.privacy.MasterKeyFile;

/**
 * What a service under test runs on: a database of its own on the build's PostgreSQL, topics of its
 * own on the build's Kafka, a master key, and an issuer whose tokens {@link Tokens} can make.
 */
public class ServiceStack implements QuarkusTestResourceLifecycleManager {

  private static final List<String> TOPICS =
      List.of(
          "school.events.v1",
          "exception.events.v1",
          "sanction.events.v1",
          "notification.events.v1");

  private TestIssuer issuer;

  @Override
  public Map<String, String> start() {
    TestStack stack = TestStack.shared();
    String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    TOPICS.forEach(topic -> stack.topic(prefix + topic, 3));
    issuer = new TestIssuer(stack.keys("issuer"));
    System.setProperty(Tokens.ISSUER, issuer.url());
    System.setProperty(Tokens.KEY, issuer.key());
    Map<String, String> found = new HashMap<>(components(stack));
    found.put("OIDC_AUTH_SERVER_URL", issuer.url());
    found.put("TOPIC_PREFIX", prefix);
    found.put("MASTER_KEY_FILE", masterKey().toString());
    return found;
  }

  /** Where the service finds its database and broker. */
  protected Map<String, String> components(TestStack stack) {
    return stack.environment(TestStack.database("service"));
  }

  /** Whether the issuer is to answer as one that is still starting. */
  protected void issuerAway(boolean away) {
    issuer.away(away);
  }

  private static Path masterKey() {
    try {
      Path file = Files.createTempDirectory("master-key").resolve("master-key.json");
      new MasterKeyFile(file).create();
      return file;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  @Override
  public void stop() {
    if (issuer != null) {
      issuer.close();
    }
  }
}
