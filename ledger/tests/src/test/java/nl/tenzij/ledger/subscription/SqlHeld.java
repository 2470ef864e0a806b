package nl.tenzij.ledger.subscription;

import static nl.tenzij.ledger.samples.TestLog.now;

import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import nl.tenzij.ledger.samples.TestLog;

/** All checkpoints of a subscription in the hands of one who does nothing with them. */
record SqlHeld(SqlConnection sql, Transaction transaction) {

  static SqlHeld of(TestLog log, String subscription) {
    SqlConnection sql = now(log.pool().getConnection());
    Transaction transaction = now(sql.begin());
    now(
        sql.preparedQuery("select from checkpoint where subscription = $1 for update")
            .execute(Tuple.of(subscription)));
    return new SqlHeld(sql, transaction);
  }

  void letGo() {
    now(transaction.rollback());
    now(sql.close());
  }
}
