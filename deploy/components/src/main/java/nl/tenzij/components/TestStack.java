package nl.tenzij.components;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * PostgreSQL, Kafka, SMTP and, once somebody asks for it, Keycloak, shared by all test JVMs of one
 * Maven run.
 *
 * <p>The first JVM that asks starts {@link TestStackDaemon}; the others find it through a file
 * named after the Maven process. It ends with that process. All ports are free ones.
 */
public final class TestStack {
  private static final Duration START = Duration.ofMinutes(3);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  // A test JVM can load this class more than once (Quarkus has a class loader per application), and
  // a
  // file lock held twice in one JVM is an error: an interned string is one monitor for them all.
  private static final Object ONE_PER_JVM = "nl.tenzij.components.TestStack".intern();

  private static TestStack shared;

  private final Properties addresses;
  private SignIn signIn;

  private TestStack(Properties addresses) {
    this.addresses = addresses;
  }

  /** The stack of this Maven run; starts it when nobody did yet. */
  public static TestStack shared() {
    synchronized (ONE_PER_JVM) {
      if (shared == null) {
        shared = new TestStack(find(root(), owner()));
      }
      return shared;
    }
  }

  /**
   * The project's folder: the system property {@code tenzij.root}, or the one above with {@code
   * verify}.
   */
  public static Path root() {
    return Optional.ofNullable(System.getProperty("tenzij.root"))
        .map(Path::of)
        .orElseGet(() -> above(Path.of("").toAbsolutePath()));
  }

  /** Creates an empty database of its own for whoever asks, and returns its name. */
  public static String database(String prefix) {
    return shared().call("database", Map.of("prefix", prefix)).getProperty("name");
  }

  public String postgresHost() {
    return "localhost";
  }

  public int postgresPort() {
    return Integer.parseInt(addresses.getProperty("postgres.port"));
  }

  public String postgresUser() {
    return "postgres";
  }

  /** Any password is taken; this one is never empty, since some clients insist. */
  public String postgresPassword() {
    return "postgres";
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(postgresHost(), postgresPort(), database);
  }

  public String kafkaBootstrapServers() {
    return "localhost:" + addresses.getProperty("kafka.port");
  }

  public String smtpHost() {
    return "localhost";
  }

  public int smtpPort() {
    return Integer.parseInt(addresses.getProperty("smtp.port"));
  }

  /** The process that keeps the components. */
  public long daemon() {
    return Long.parseLong(addresses.getProperty("daemon"));
  }

  /** Creates a topic that is not there yet. */
  public void topic(String name, int partitions) {
    call("topic", Map.of("name", name, "partitions", Integer.toString(partitions)));
  }

  /** Where to sign in; starts Keycloak when nobody did yet, which takes about ten seconds. */
  public synchronized SignIn keycloak() {
    if (signIn == null) {
      var answer = call("keycloak", Map.of());
      signIn =
          new SignIn(answer.getProperty("url"), new DemoKeys(Path.of(answer.getProperty("keys"))));
    }
    return signIn;
  }

  /** A demo user's access token. */
  public String token(String user) {
    return keycloak().tokens().user(user);
  }

  /** A client's access token. */
  public String clientToken(String client) {
    return keycloak().tokens().client(client);
  }

  /**
   * A pair of RSA keys, the same for all of a run who ask by this name: making one takes seconds.
   */
  public KeyPair keys(String name) {
    var made = call("keys", Map.of("name", name));
    try {
      var factory = KeyFactory.getInstance("RSA");
      var decoder = Base64.getDecoder();
      return new KeyPair(
          factory.generatePublic(
              new X509EncodedKeySpec(decoder.decode(made.getProperty("public")))),
          factory.generatePrivate(
              new PKCS8EncodedKeySpec(decoder.decode(made.getProperty("private")))));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** All mails received by anyone, oldest first. */
  public List<Mail> mails() {
    return Wire.mails(call("mails", Map.of()));
  }

  /** The mails that one address received, oldest first. */
  public List<Mail> mails(String to) {
    return Wire.mails(call("mails", Map.of("to", to)));
  }

  /** What a service needs to find these components, by the names of its environment variables. */
  public Map<String, String> environment(String database) {
    var environment = new HashMap<String, String>();
    environment.put("DATABASE_HOST", postgresHost());
    environment.put("DATABASE_PORT", Integer.toString(postgresPort()));
    environment.put("DATABASE_NAME", database);
    environment.put("DATABASE_USER", postgresUser());
    environment.put("DATABASE_PASSWORD", postgresPassword());
    environment.put("KAFKA_BOOTSTRAP_SERVERS", kafkaBootstrapServers());
    environment.put("SMTP_HOST", smtpHost());
    environment.put("SMTP_PORT", Integer.toString(smtpPort()));
    return environment;
  }

  /** A PostgreSQL server of one's own, to stop, kill and start again. */
  public Own ownPostgres() {
    return own("postgres");
  }

  /** A Kafka broker of one's own, to stop, kill and start again. */
  public Own ownKafka() {
    return own("kafka");
  }

  private Own own(String kind) {
    var answer = call("own", Map.of("kind", kind));
    return new Own(
        answer.getProperty("id"),
        Integer.parseInt(answer.getProperty("port")),
        Path.of(answer.getProperty("log")));
  }

  /** A component that belongs to one test; its port stays the same over restarts. */
  public final class Own implements AutoCloseable {
    private final String id;
    private final int port;
    private final Path log;

    private Own(String id, int port, Path log) {
      this.id = id;
      this.port = port;
      this.log = log;
    }

    public String host() {
      return "localhost";
    }

    public int port() {
      return port;
    }

    /** What it writes, over all its starts. */
    public Path log() {
      return log;
    }

    /** Ends it in order; its data stays. */
    public void stop() {
      act("stop");
    }

    /** Ends it as a crash would, with all processes it has; its data stays. */
    public void kill() {
      act("kill");
    }

    /** Starts it again on its data, and waits until it answers. */
    public void start() {
      act("start");
    }

    /** Creates a topic that is not there yet; for a broker. */
    public void topic(String name, int partitions) {
      call("own/topic", Map.of("id", id, "name", name, "partitions", Integer.toString(partitions)));
    }

    /** Creates a database that is not there yet; for a PostgreSQL server. */
    public void database(String name) {
      call("own/database", Map.of("id", id, "name", name));
    }

    /** Ends it and forgets its data. */
    @Override
    public void close() {
      act("close");
    }

    private void act(String action) {
      call("own/" + action, Map.of("id", id));
    }
  }

  private Properties call(String path, Map<String, String> parameters) {
    var query = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? "?" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%s/%s%s"
                        .formatted(addresses.getProperty("api.port"), path, query)))
            .timeout(Duration.ofMinutes(5))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new ComponentFailed("the test stack refused " + path + ": " + response.body());
      }
      return Wire.read(response.body());
    } catch (IOException e) {
      throw new ComponentFailed("the test stack does not answer " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComponentFailed("interrupted while asking the test stack for " + path, e);
    }
  }

  /**
   * Finds the stack of this owner, or starts it. Under a file lock, so that of two JVMs that ask at
   * once one starts it.
   */
  static Properties find(Path root, ProcessHandle owner) {
    var folder = root.resolve("target/test-stack");
    var state = folder.resolve(owner.pid() + ".properties");
    try {
      Files.createDirectories(folder);
      try (var channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        var running = running(state);
        if (running.isPresent()) {
          return running.get();
        }
        var daemon = spawn(root, owner, state);
        daemon.await("the test stack's start", START, () -> running(state).isPresent());
        return running(state).orElseThrow();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The nearest JVM above this one is Maven (surefire puts a shell in between); without one, this
   * JVM.
   */
  private static ProcessHandle owner() {
    var self = ProcessHandle.current();
    var above = self.parent();
    while (above.isPresent()) {
      if (above.get().info().command().filter(command -> command.endsWith("java")).isPresent()) {
        return above.get();
      }
      above = above.get().parent();
    }
    return self;
  }

  private static Optional<Properties> running(Path state) {
    if (!Files.exists(state)) {
      return Optional.empty();
    }
    try {
      var addresses = Wire.read(Files.readString(state));
      return ProcessHandle.of(Long.parseLong(addresses.getProperty("daemon")))
          .filter(ProcessHandle::isAlive)
          .map(alive -> addresses);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Child spawn(Path root, ProcessHandle owner, Path state) {
    var target = root.resolve("deploy/components/target");
    var flags =
        List.of(
            "-Xmx192m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-D" + Postgres.BUFFERS_PROPERTY + "=" + Postgres.BUFFERS);
    var command =
        Child.java(
            flags,
            Child.classPath(target.resolve("lib"), target.resolve("classes")),
            "nl.tenzij.components.TestStackDaemon",
            root,
            owner.pid(),
            state);
    return Child.start(
        "test-stack",
        command,
        Map.of(),
        state.resolveSibling(owner.pid() + ".log"),
        new PidFiles(state.resolveSibling("daemons")));
  }

  private static Path above(Path folder) {
    for (var at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("verify")) && Files.isDirectory(at.resolve("deploy"))) {
        return at;
      }
    }
    throw new ComponentFailed("no project folder at or above " + folder + "; set -Dtenzij.root");
  }
}
