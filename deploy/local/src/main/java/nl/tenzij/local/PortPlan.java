package nl.tenzij.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import nl.tenzij.components.ComponentFailed;
import nl.tenzij.components.Ports;

/** Which part listens where. */
public final class PortPlan {
  private static final String FILE = "ports.properties";
  private static final Map<String, Integer> USUAL = usual();

  private final Map<String, Integer> ports;

  private PortPlan(Map<String, Integer> ports) {
    this.ports = ports;
  }

  /** The usual ports, except where a variable like {@code TENZIJ_PORT_GATEWAY} says otherwise. */
  public static PortPlan of(Map<String, String> environment) {
    var ports = new LinkedHashMap<String, Integer>();
    USUAL.forEach(
        (part, port) -> {
          var set = environment.get(variable(part));
          ports.put(part, set == null ? port : number(variable(part), set));
        });
    refuseShared(ports);
    return new PortPlan(ports);
  }

  /** Free ports, for tests. */
  public static PortPlan free() {
    var ports = new LinkedHashMap<String, Integer>();
    USUAL.keySet().forEach(part -> ports.put(part, Ports.free()));
    return new PortPlan(ports);
  }

  public int of(String part) {
    return ports.get(part);
  }

  public String url(String part) {
    return "http://localhost:" + of(part);
  }

  /** The variables by which another process gets this plan. */
  public Map<String, String> variables() {
    var variables = new LinkedHashMap<String, String>();
    ports.forEach((part, port) -> variables.put(variable(part), Integer.toString(port)));
    return variables;
  }

  /** Writes the plan down for those who ask later. */
  public void write(Path home) {
    var properties = new Properties();
    ports.forEach((part, port) -> properties.setProperty(part, Integer.toString(port)));
    try (var out = Files.newBufferedWriter(home.resolve(FILE))) {
      properties.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The plan of the installation that runs from this folder. */
  public static PortPlan read(Path home) {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(home.resolve(FILE))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var ports = new LinkedHashMap<String, Integer>();
    USUAL.keySet().forEach(part -> ports.put(part, Integer.parseInt(properties.getProperty(part))));
    return new PortPlan(ports);
  }

  /** Refuses to go on when somebody else listens on one of these ports. */
  public void refuseTaken() {
    ports.forEach(
        (part, port) -> {
          if (Ports.taken(port)) {
            throw new ComponentFailed(
                "Port %d, for %s, is taken by another program: end that program, or choose another port with %s=…"
                    .formatted(port, part, variable(part)));
          }
        });
  }

  private static void refuseShared(Map<String, Integer> ports) {
    var owners = new HashMap<Integer, String>();
    ports.forEach(
        (part, port) -> {
          var other = owners.putIfAbsent(port, part);
          if (other != null) {
            throw new ComponentFailed(
                "Port %d is given to both %s and %s: choose another with %s=… or %s=…"
                    .formatted(port, other, part, variable(other), variable(part)));
          }
        });
  }

  private static String variable(String part) {
    return "TENZIJ_PORT_" + part.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static int number(String variable, String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new ComponentFailed("%s is '%s', which is no port.".formatted(variable, text));
    }
    return Integer.parseInt(text);
  }

  private static Map<String, Integer> usual() {
    var usual = new LinkedHashMap<String, Integer>();
    usual.put("gateway", 8080);
    usual.put("school-service", 8081);
    usual.put("exception-service", 8082);
    usual.put("sanction-service", 8083);
    usual.put("notification-service", 8084);
    usual.put("keycloak", 8085);
    usual.put("postgres", 5439);
    usual.put("kafka", 9092);
    usual.put("kafka-controller", 9093);
    usual.put("smtp", 2525);
    return usual;
  }
}
