package nl.tenzij.local.compose;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the rest of the project says that the compose file must agree with. */
final class Project {

  static final Path ROOT =
      Path.of(System.getProperty("tenzij.root", "../..")).toAbsolutePath().normalize();

  /** A variable in an expression, and the beginning of its default, which may hold another one. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)(?=(:[^}]*)?)");

  static final String NO_DEFAULT = "(none)";

  private Project() {}

  /** A property of the root pom. */
  static String version(String property) throws IOException {
    Matcher found =
        Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)<").matcher(read("pom.xml"));
    if (!found.find()) {
      throw new AssertionError("the root pom has no " + property);
    }
    return found.group(1);
  }

  /** All that are built without a profile. */
  static Set<String> modules() throws IOException {
    Set<String> modules = new TreeSet<>();
    // Those of a profile are built by nobody who does not ask for it.
    String always = read("pom.xml").split("<profiles>")[0];
    Matcher found = Pattern.compile("<module>([^<]+)</module>").matcher(always);
    while (found.find()) {
      modules.add(found.group(1));
    }
    return modules;
  }

  /** Variables that a service's configuration reads, with their defaults or {@link #NO_DEFAULT}. */
  static Map<String, String> variablesOf(String service) throws IOException {
    return variables(withoutComments(configurationOf(service)));
  }

  /** Where a service answers whether it is ready. */
  static String readyPath(String service) throws IOException {
    Matcher found =
        Pattern.compile("(?m)^quarkus\\.smallrye-health\\.root-path=(.+)$")
            .matcher(configurationOf(service));
    return found.find() ? found.group(1).strip() + "/ready" : "/q/health/ready";
  }

  /** A service's own settings, and before them what it shares with others through the ledger. */
  private static String configurationOf(String service) throws IOException {
    Path own = ROOT.resolve(service + "/src/main/resources/application.properties");
    String configuration = Files.exists(own) ? Files.readString(own) : "";
    boolean onTheLedger = read(service + "/pom.xml").contains("<artifactId>ledger</artifactId>");
    String shared = "ledger/src/main/resources/META-INF/microprofile-config.properties";
    return onTheLedger ? configuration + '\n' + read(shared) : configuration;
  }

  /** Variables that the realm's files ask of Keycloak's environment. */
  static Map<String, String> variablesOfTheRealm() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("deploy/keycloak"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        all.putAll(variables(Files.readString(file)));
      }
    }
    return all;
  }

  /** The topics that the services' contracts promise. */
  static Set<String> topics() throws IOException {
    Set<String> topics = new TreeSet<>();
    for (String module : modules()) {
      Path contract = ROOT.resolve(module).resolve("contract/asyncapi.yaml");
      if (Files.exists(contract)) {
        Map<String, Object> document =
            ComposeFile.map(ComposeFile.yaml(Files.readString(contract)));
        for (Object channel : ComposeFile.map(document.get("channels")).values()) {
          topics.add((String) ComposeFile.map(channel).get("address"));
        }
      }
    }
    return topics;
  }

  static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static Map<String, String> variables(String text) {
    Map<String, String> variables = new TreeMap<>();
    Matcher found = VARIABLE.matcher(text);
    while (found.find()) {
      variables.merge(
          found.group(1),
          found.group(2) == null ? NO_DEFAULT : found.group(2).substring(1),
          (one, other) -> one.equals(NO_DEFAULT) ? one : other);
    }
    return variables;
  }

  private static String withoutComments(String properties) {
    return properties.replaceAll("(?m)^\\s*#.*$", "");
  }
}
