package nl.tenzij.local.compose;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.MasterKeyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/images/secrets, run in a folder that was empty. */
class SecretsTest {

  private static final String SCRIPT = "deploy/images/secrets";
  private static final String CLIENTS_KEYS = "deploy/keycloak/demo-keys";

  @TempDir static Path folder;
  private static int exit;
  private final ComposeFile compose = ComposeFile.read();

  SecretsTest() throws IOException {}

  /** Once for all: making keys takes seconds. */
  @BeforeAll
  static void makeThem() throws Exception {
    assumeTrue(Project.onPath("openssl"), "the script needs openssl, and it is not installed here");
    for (String each : List.of(SCRIPT, CLIENTS_KEYS)) {
      Files.createDirectories(folder.resolve(each).getParent());
      Files.copy(Project.ROOT.resolve(each), folder.resolve(each), COPY_ATTRIBUTES);
    }
    exit = run();
  }

  @Test
  void makesAllThatTheComposeFileAsks() throws Exception {
    assertThat(exit).isZero();

    Map<String, String> made = environment();
    assertThat(made.keySet()).isEqualTo(compose.mandatory());
    assertThat(made.values()).doesNotHaveDuplicates().allMatch(value -> value.length() >= 40);
    assertThat(compose.secrets().values())
        .allSatisfy(file -> assertThat(folder.resolve(file)).isNotEmptyFile());
  }

  @Test
  void makesMasterKeysThatServicesRead() throws Exception {
    assertThat(exit).isZero();

    for (String file : compose.secrets().values()) {
      if (file.endsWith("master-key.json")) {
        assertThat(new MasterKeyFile(folder.resolve(file)).read()).isNotNull();
      }
    }
  }

  @Test
  void makesPairsOfClientsKeys() throws Exception {
    assertThat(exit).isZero();

    Map<String, String> made = environment();
    for (String client : new String[] {"school-system", "pipeline", "notification-service"}) {
      String name = client.toUpperCase().replace('-', '_') + "_PUBLIC_KEY";
      assertThat(publicHalfOf(folder.resolve(".secrets/" + client + ".pem")))
          .isEqualTo(made.get(name));
    }
  }

  @Test
  void neverReplacesWhatUnlocksTheData() throws Exception {
    assertThat(exit).isZero();
    Map<String, String> made = environment();

    assertThat(run()).isNotZero();
    assertThat(environment()).isEqualTo(made);
  }

  @Test
  void keepsOthersOut() throws Exception {
    assertThat(exit).isZero();

    assertThat(Files.getPosixFilePermissions(folder.resolve(".env"))).hasSize(2);
    assertThat(Files.getPosixFilePermissions(folder.resolve(".secrets"))).hasSize(3);
  }

  private static int run() throws IOException, InterruptedException {
    return new ProcessBuilder("bash", folder.resolve(SCRIPT).toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start()
        .waitFor();
  }

  private static Map<String, String> environment() throws IOException {
    Map<String, String> variables = new HashMap<>();
    try (Stream<String> lines = Files.lines(folder.resolve(".env"))) {
      lines.forEach(line -> variables.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    }
    return variables;
  }

  private static String publicHalfOf(Path pem) throws IOException, GeneralSecurityException {
    String body = Files.readString(pem).replaceAll("-----[^-]+-----|\\s", "");
    KeyFactory rsa = KeyFactory.getInstance("RSA");
    RSAPrivateCrtKey key =
        (RSAPrivateCrtKey)
            rsa.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    byte[] half =
        rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
            .getEncoded();
    return Base64.getEncoder().encodeToString(half);
  }
}
