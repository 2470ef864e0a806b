package nl.tenzij.ledger.samples;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tenzij.components.TestStack;
import org.flywaydb.core.Flyway;

/**
 * Empty logs on the tests' server. The first is made by the migrations, all later ones are copies
 * of it, which take a tenth of the time.
 */
public final class FreshDatabase {

  private static final AtomicInteger COPIES = new AtomicInteger();
  private static String model;

  private FreshDatabase() {}

  /** Its name. */
  public static synchronized String withTables() {
    if (model == null) {
      String made = TestStack.database("ledger");
      migrate(TestStack.shared().postgresPort(), made);
      model = made;
    }
    return copyOf(model);
  }

  /**
   * A copy of all that stands in another.
   *
   * @param original with no connection open to it
   * @return the copy's name
   */
  public static String copyOf(String original) {
    String copy = original + "_" + COPIES.incrementAndGet();
    try (var connection = DriverManager.getConnection(url("postgres"), "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute("create database " + copy + " template " + original);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
    return copy;
  }

  /** Makes the ledger's tables. */
  public static void migrate(int port, String database) {
    Flyway.configure()
        .dataSource(
            "jdbc:postgresql://localhost:%d/%s".formatted(port, database), "postgres", "postgres")
        .locations("db/ledger")
        .load()
        .migrate();
  }

  private static String url(String database) {
    return "jdbc:postgresql://localhost:%d/%s"
        .formatted(TestStack.shared().postgresPort(), database);
  }
}
