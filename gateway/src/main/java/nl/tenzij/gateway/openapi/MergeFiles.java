package nl.tenzij.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import nl.tenzij.gateway.GatewayConfig;
import nl.tenzij.gateway.route.RouteTable;

/**
 * Makes the one document without anything running, of the services' documents as their builds wrote
 * them: for linters, and for who generates clients.
 */
public final class MergeFiles {

  private MergeFiles() {}

  /**
   * @param arguments the file to write, then {@code service=file} for each document
   */
  public static void main(String... arguments) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, JsonNode> documents = new TreeMap<>();
    for (int i = 1; i < arguments.length; i++) {
      String[] named = arguments[i].split("=", 2);
      documents.put(named[0], json.readTree(Path.of(named[1]).toFile()));
    }
    GatewayConfig config = config();
    Path written = Path.of(arguments[0]).toAbsolutePath();
    Files.createDirectories(written.getParent());
    json.writerWithDefaultPrettyPrinter()
        .writeValue(
            written.toFile(), new MergedDocument(config, new RouteTable(config)).of(documents));
  }

  /** As it is packaged: the routes are what matters here. */
  private static GatewayConfig config() throws IOException {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDiscoveredConverters()
        .withSources(
            new PropertiesConfigSource(MergeFiles.class.getResource("/application.properties")))
        .withMapping(GatewayConfig.class)
        .withValidateUnknown(false)
        .build()
        .getConfigMapping(GatewayConfig.class);
  }
}
