package nl.tenzij.local.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml as it stands, with anchors resolved and variables not. */
record ComposeFile(String text, Map<String, Object> document) {

  private static final Pattern MANDATORY = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+):\\?[^}]+}");

  static ComposeFile read() throws IOException {
    String text = Files.readString(Project.ROOT.resolve("docker-compose.yml"));
    return new ComposeFile(text, map(yaml(text)));
  }

  static Object yaml(String text) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }

  Map<String, Service> services() {
    Map<String, Service> services = new TreeMap<>();
    map(document.get("services"))
        .forEach((name, service) -> services.put(name, new Service(name, map(service))));
    return services;
  }

  /** Those whose image is made from this project. */
  List<Service> own() {
    return services().values().stream().filter(service -> service.dockerfile() != null).toList();
  }

  Set<String> volumes() {
    return map(document.get("volumes")).keySet();
  }

  /** Files on the host, by the secret's name. */
  Map<String, String> secrets() {
    Map<String, String> files = new TreeMap<>();
    map(document.get("secrets")).forEach((name, secret) -> files.put(name, file(secret)));
    return files;
  }

  /** Variables without which nothing starts. */
  Set<String> mandatory() {
    Set<String> names = new TreeSet<>();
    Matcher found = MANDATORY.matcher(text);
    while (found.find()) {
      names.add(found.group(1));
    }
    return names;
  }

  private static String file(Object secret) {
    return (String) map(secret).get("file");
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object node) {
    return node == null ? Map.of() : (Map<String, Object>) node;
  }

  @SuppressWarnings("unchecked")
  static <T> List<T> list(Object node) {
    return node == null ? List.of() : (List<T>) node;
  }

  /** One entry under {@code services}. */
  record Service(String name, Map<String, Object> node) {

    String image() {
      return (String) node.get("image");
    }

    Path dockerfile() {
      String file = (String) map(node.get("build")).get("dockerfile");
      return file == null ? null : Project.ROOT.resolve(file);
    }

    Map<String, Object> environment() {
      return map(node.get("environment"));
    }

    /** The condition that each service must meet before this one starts. */
    Map<String, String> dependencies() {
      Map<String, String> conditions = new TreeMap<>();
      map(node.get("depends_on"))
          .forEach((on, how) -> conditions.put(on, (String) map(how).get("condition")));
      return conditions;
    }

    List<String> ports() {
      return list(node.get("ports"));
    }

    List<String> volumes() {
      return list(node.get("volumes"));
    }

    /** What the health check runs, as one line; empty where there is none. */
    String healthCheck() {
      return String.join(" ", ComposeFile.<String>list(map(node.get("healthcheck")).get("test")));
    }

    boolean staysUp() {
      return node.containsKey("restart");
    }

    /** Sources of its secrets, by the path under which it finds them. */
    Map<String, String> secrets() {
      Map<String, String> sources = new TreeMap<>();
      for (Object each : list(node.get("secrets"))) {
        Map<String, Object> secret = map(each);
        sources.put("/run/secrets/" + secret.get("target"), (String) secret.get("source"));
      }
      return sources;
    }
  }
}
