package nl.tenzij.components;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The process behind {@link TestStack}: it keeps the components of one Maven run and ends when that
 * run's process ends, however it ends.
 *
 * <p>Arguments: the project's folder, the owner's pid, the file to write the addresses to. Its data
 * and pid files stand in a folder beside that file, so that a later one can clean up after a crash.
 */
final class TestStackDaemon {
  private static final List<String> BROKER_FLAGS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Path state;
  private final Path folder;
  private final PidFiles pids;
  private final Kafka.Program broker;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<String, Restartable> own = new ConcurrentHashMap<>();
  private final Map<String, Properties> keys = new ConcurrentHashMap<>();
  private final Restartable.Database postgres;
  private final Restartable.Broker kafka;
  private final Smtp smtp;
  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final Path root;
  private CompletableFuture<TestKeycloak> keycloak;

  private TestStackDaemon(Path root, Path state, Path folder) {
    this.root = root;
    this.state = state;
    this.folder = folder;
    this.pids = new PidFiles(folder.resolve("pids"));
    this.broker = BrokerSeed.prepare(root, BROKER_FLAGS, pids);
    this.kafka = new Restartable.Broker("kafka", folder, pids, broker);
    this.postgres = new Restartable.Database("postgres", folder, pids);
    var brokerStarts = CompletableFuture.runAsync(kafka::start);
    postgres.start();
    this.smtp = Smtp.start(Ports.free(), mails::add);
    brokerStarts.join();
  }

  public static void main(String[] args) throws Exception {
    var owner = ProcessHandle.of(Long.parseLong(args[1]));
    if (owner.isEmpty()) {
      return;
    }
    var state = Path.of(args[2]);
    cleanUp(state.toAbsolutePath().getParent());
    var daemon = new TestStackDaemon(Path.of(args[0]), state, state.resolveSibling(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(daemon::end, "test-stack-end"));
    daemon.publish(daemon.serve());
    owner.get().onExit().get();
    System.exit(0);
  }

  /** Ends what a killed predecessor left behind. */
  private static void cleanUp(Path stacks) throws IOException {
    try (var entries = Files.list(stacks)) {
      var folders =
          entries.filter(entry -> entry.getFileName().toString().matches("\\d+")).toList();
      for (var folder : folders) {
        var state = folder.resolveSibling(folder.getFileName() + ".properties");
        if (daemonOf(state).filter(ProcessHandle::isAlive).isEmpty()) {
          new PidFiles(folder.resolve("pids")).cleanUp();
          Folders.delete(folder);
          Files.deleteIfExists(state);
        }
      }
    }
  }

  private static Optional<ProcessHandle> daemonOf(Path state) throws IOException {
    if (!Files.exists(state)) {
      return Optional.empty();
    }
    var addresses = Wire.read(Files.readString(state));
    return ProcessHandle.of(Long.parseLong(addresses.getProperty("daemon")));
  }

  private int serve() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
    return server.getAddress().getPort();
  }

  /** Written aside and moved: who finds the file finds it whole. */
  private void publish(int apiPort) throws IOException {
    var addresses = new Properties();
    addresses.setProperty("daemon", Long.toString(ProcessHandle.current().pid()));
    addresses.setProperty("api.port", Integer.toString(apiPort));
    addresses.setProperty("postgres.port", Integer.toString(postgres.port()));
    addresses.setProperty("kafka.port", Integer.toString(kafka.port()));
    addresses.setProperty("smtp.port", Integer.toString(smtp.port()));
    var aside = state.resolveSibling(state.getFileName() + ".new");
    Files.writeString(aside, Wire.write(addresses));
    Files.move(aside, state, StandardCopyOption.ATOMIC_MOVE);
  }

  private void end() {
    pids.cleanUp();
    smtp.close();
    Folders.delete(folder);
    try {
      Files.deleteIfExists(state);
    } catch (IOException e) {
      System.err.println("could not delete " + state + ": " + e.getMessage());
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var parameters = parameters(exchange.getRequestURI().getRawQuery());
      try {
        respond(exchange, 200, Wire.write(answer(exchange.getRequestURI().getPath(), parameters)));
      } catch (RuntimeException e) {
        // the rim of this process: the test that asked gets the reason, the others go on
        respond(exchange, 500, e.getMessage() == null ? e.toString() : e.getMessage());
      }
    }
  }

  private Properties answer(String path, Map<String, String> parameters) {
    return switch (path) {
      case "/database" -> newDatabase(parameters.get("prefix"));
      case "/topic" -> done(() -> kafka.topic(parameters));
      case "/keycloak" -> keycloak();
      case "/keys" -> keys.computeIfAbsent(parameters.get("name"), name -> newKeys());
      case "/mails" -> mails(Optional.ofNullable(parameters.get("to")));
      case "/own" -> newOwn(parameters.get("kind"));
      case "/own/stop" -> own(parameters, Restartable::stop);
      case "/own/kill" -> own(parameters, Restartable::kill);
      case "/own/start" -> own(parameters, Restartable::start);
      case "/own/close" -> own(parameters, this::forget);
      case "/own/topic" -> own(parameters, one -> ((Restartable.Broker) one).topic(parameters));
      case "/own/database" ->
          own(parameters, one -> ((Restartable.Database) one).create(parameters.get("name")));
      default -> throw new IllegalArgumentException("unknown path " + path);
    };
  }

  private Properties newDatabase(String prefix) {
    var name =
        "%s_%d_%s"
            .formatted(
                prefix.toLowerCase().replaceAll("[^a-z0-9]", "_"),
                numbers.incrementAndGet(),
                Long.toString(System.nanoTime(), Character.MAX_RADIX));
    postgres.create(name);
    return one("name", name);
  }

  /**
   * Started by the first who asks; a failure is told to all who ask, and not tried again for each.
   */
  private synchronized Properties keycloak() {
    if (keycloak == null) {
      keycloak = new CompletableFuture<>();
      try {
        keycloak.complete(TestKeycloak.start(root, folder, pids));
      } catch (ComponentFailed e) {
        keycloak.completeExceptionally(e);
      }
    }
    return keycloak.join().addresses();
  }

  private Properties mails(Optional<String> to) {
    var all = List.copyOf(mails);
    return Wire.mails(
        to.map(address -> all.stream().filter(mail -> mail.to().equalsIgnoreCase(address)).toList())
            .orElse(all));
  }

  private static Properties newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var pair = generator.generateKeyPair();
      var encoder = Base64.getEncoder();
      var keys = one("public", encoder.encodeToString(pair.getPublic().getEncoded()));
      keys.setProperty("private", encoder.encodeToString(pair.getPrivate().getEncoded()));
      return keys;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private Properties newOwn(String kind) {
    var id = kind + "-" + numbers.incrementAndGet();
    var component =
        switch (kind) {
          case "postgres" -> new Restartable.Database(id, folder, pids);
          case "kafka" -> new Restartable.Broker(id, folder, pids, broker);
          default -> throw new IllegalArgumentException("unknown component " + kind);
        };
    own.put(id, component);
    component.start();
    var answer = one("id", id);
    answer.setProperty("port", Integer.toString(component.port()));
    answer.setProperty("log", component.log().toAbsolutePath().toString());
    return answer;
  }

  private Properties own(Map<String, String> parameters, Consumer<Restartable> act) {
    var component = own.get(parameters.get("id"));
    if (component == null) {
      throw new IllegalArgumentException("unknown component " + parameters.get("id"));
    }
    act.accept(component);
    return new Properties();
  }

  private void forget(Restartable component) {
    component.kill();
    component.deleteData();
    own.values().remove(component);
  }

  private static Properties done(Runnable act) {
    act.run();
    return new Properties();
  }

  private static Properties one(String name, String value) {
    var properties = new Properties();
    properties.setProperty(name, value);
    return properties;
  }

  private static void respond(HttpExchange exchange, int status, String text) throws IOException {
    var body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new HashMap<String, String>();
    for (var pair : query == null ? List.<String>of() : List.of(query.split("&"))) {
      var equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }
}
