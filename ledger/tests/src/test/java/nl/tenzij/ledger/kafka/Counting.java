package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import nl.tenzij.ledger.privacy.TestLedger;

/** Writes down each number that it is told; a number written twice would show twice. */
final class Counting implements Consumer {

  static final String NAME = "counting";

  /** What happens besides writing down, before the transaction ends. */
  interface Twist extends BiFunction<String, Integer, Uni<Void>> {}

  static final Twist NONE = (key, number) -> Uni.createFrom().voidItem();

  private volatile Twist twist;

  Counting(Twist twist) {
    this.twist = twist;
  }

  static void makeTable(TestLedger ledger) {
    ledger.execute(
        "create table effect (line bigserial primary key, key text not null, number int not null)");
  }

  void twist(Twist next) {
    twist = next;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String topic() {
    return TestTopic.NAME;
  }

  @Override
  public Set<String> types() {
    return Set.of(TestTopic.TYPE);
  }

  @Override
  public Uni<Void> handle(Incoming message, SqlConnection sql) {
    if (!Context.isOnEventLoopThread() || Vertx.currentContext() == null) {
      throw new AssertionError("a handler runs on an event loop, in a context");
    }
    String key = message.data().get("key").textValue();
    int number = message.data().get("number").intValue();
    return sql.preparedQuery("insert into effect (key, number) values ($1, $2)")
        .execute(Tuple.of(key, number))
        .chain(() -> twist.apply(key, number));
  }

  /** The numbers written down for a key, in the order of writing. */
  static List<Integer> numbers(TestLedger ledger, String key) {
    List<Integer> numbers = new ArrayList<>();
    for (Row row :
        TestLedger.now(
            ledger
                .pool()
                .preparedQuery("select number from effect where key = $1 order by line")
                .execute(Tuple.of(key)))) {
      numbers.add(row.getInteger(0));
    }
    return numbers;
  }

  static long count(TestLedger ledger) {
    return ledger.count("select count(*) from effect");
  }
}
