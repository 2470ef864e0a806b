package nl.tenzij.ledger.kafka;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import nl.tenzij.ledger.decider.Refused;

/** What went wrong, without a word of what the failure says: that can quote people's data. */
record Trouble(String error, String code) {

  private static final List<String> PASSING =
      List.of(
          "08", // connection
          "25006", // the server has become a standby
          "40", // rolled back in favour of another transaction
          "53", // out of resources
          "55P03", // a lock was not to be had
          "57", // shut down or cancelled
          "58"); // the server's own files

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

  /**
   * Whether it lies in what is around the message and not in the message, and will pass: the
   * database is away or busy.
   */
  static boolean passes(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (isOfTheContent(at)) {
        return false;
      }
      if (isPassing(at)) {
        return true;
      }
    }
    return false;
  }

  /** These are input and output failures by type only: what was read is not what was agreed. */
  private static boolean isOfTheContent(Throwable failure) {
    return failure instanceof JacksonException || failure instanceof CharacterCodingException;
  }

  private static boolean isPassing(Throwable failure) {
    return switch (failure) {
      case PgException refused -> isPassing(refused.getSqlState());
      case ClosedConnectionException closed -> true;
      case IOException network -> true;
      case TimeoutException late -> true;
      // The pool says so when no connection comes free in time.
      case NoStackTraceThrowable late -> true;
      default -> false;
    };
  }

  private static boolean isPassing(String state) {
    return state != null && PASSING.stream().anyMatch(state::startsWith);
  }
}
