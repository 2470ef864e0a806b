package nl.tenzij.local;

import java.nio.file.Path;
import java.util.List;

/**
 * A process of our own.
 *
 * @param name the module's name
 * @param database what its database is called; none for the gateway
 * @param ready the path that answers 200 once it can work
 */
public record Service(String name, String database, String ready) {
  private static final String NO_DATABASE = "";
  private static final String READY = "/q/health/ready";

  public static final List<Service> ALL =
      List.of(
          new Service("school-service", "school", READY),
          new Service("exception-service", "exception", READY),
          new Service("sanction-service", "sanction", READY),
          new Service("notification-service", "notification", READY),
          new Service("gateway", NO_DATABASE, "/health/ready"));

  public boolean hasDatabase() {
    return !database.equals(NO_DATABASE);
  }

  /** What the build made of it. */
  public Path built(Path root) {
    return root.resolve(name).resolve("target/quarkus-app");
  }
}
