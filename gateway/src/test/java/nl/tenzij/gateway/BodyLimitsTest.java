package nl.tenzij.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import nl.tenzij.components.TestStack;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the gateway lets through, the service takes, and the other way round: else a body between
 * the two limits fails halfway, or can't be sent at all.
 */
class BodyLimitsTest {

  private static final String OF_A_SERVICE = "quarkus.http.limits.max-body-size";
  private static final String USUAL = "1M";

  @ParameterizedTest
  @ValueSource(strings = {"school", "exception", "sanction", "notification"})
  void theLargestBodyIsTheSameOnBothSides(String service) throws IOException {
    Properties gateway = read("gateway/src/main/resources/application.properties");
    Properties common = read("ledger/src/main/resources/META-INF/microprofile-config.properties");
    Properties own = read(service + "-service/src/main/resources/application.properties");

    var larger =
        gateway.stringPropertyNames().stream()
            .filter(name -> name.startsWith("tenzij.gateway.services." + service + ".body-limits."))
            .map(gateway::getProperty)
            .toList();

    assertThat(larger.isEmpty() ? USUAL : String.join(" and ", larger))
        .isEqualTo(usual(own.getProperty(OF_A_SERVICE, common.getProperty(OF_A_SERVICE))));
  }

  /** The default of {@code ${name:default}}. */
  private static String usual(String value) {
    return value.startsWith("${")
        ? value.substring(value.indexOf(':') + 1, value.length() - 1)
        : value;
  }

  private static Properties read(String file) throws IOException {
    Path path = TestStack.root().resolve(file);
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(path)) {
      properties.load(in);
    }
    return properties;
  }
}
