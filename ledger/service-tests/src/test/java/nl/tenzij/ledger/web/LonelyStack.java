package nl.tenzij.ledger.web;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.testkit.ServiceStack;

/** A service whose database can be stopped, and whose issuer is not up yet. */
public class LonelyStack extends ServiceStack {

  private TestStack.Own database;

  @Override
  public Map<String, String> start() {
    Map<String, String> found = super.start();
    issuerAway(true);
    return found;
  }

  @Override
  protected Map<String, String> components(TestStack stack) {
    database = stack.ownPostgres();
    database.database("lonely");
    Map<String, String> found = new HashMap<>(stack.environment("lonely"));
    found.put("DATABASE_HOST", database.host());
    found.put("DATABASE_PORT", Integer.toString(database.port()));
    return found;
  }

  /** By a type that every class loader knows. */
  @Override
  public void inject(TestInjector injector) {
    Consumer<String> neighbours = this::act;
    injector.injectIntoFields(neighbours, new TestInjector.MatchesType(Consumer.class));
  }

  private void act(String what) {
    switch (what) {
      case "issuer up" -> issuerAway(false);
      case "database down" -> database.kill();
      case "database up" -> database.start();
      default -> throw new IllegalArgumentException(what);
    }
  }

  @Override
  public void stop() {
    super.stop();
    if (database != null) {
      database.close();
    }
  }
}
