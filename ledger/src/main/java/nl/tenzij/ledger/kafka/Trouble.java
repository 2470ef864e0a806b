package nl.tenzij.ledger.kafka;

import io.vertx.pgclient.PgException;
import nl.tenzij.ledger.decider.Refused;

/** What went wrong, without a word of what the failure says: that can quote people's data. */
record Trouble(String error, String code) {

  static Trouble of(Throwable failure) {
    return new Trouble(
        failure.getClass().getName(),
        switch (failure) {
          case Refused refused -> refused.code();
          case Malformed malformed -> malformed.code();
          case PgException refused -> refused.getSqlState();
          default -> null;
        });
  }
}
