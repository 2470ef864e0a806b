package nl.tenzij.ledger.web;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import nl.tenzij.ledger.store.Overloaded;

/** Tells a dependency that is away (come back later) from a mistake of ours. */
final class Away {

  /** Classes of SQLSTATE: connection, resources, operator, system. */
  private static final Set<String> NOT_OURS = Set.of("08", "53", "57", "58");

  /** Somebody else held for too long what this had to wait for. */
  private static final String LOCK_NOT_HAD = "55P03";

  private Away() {}

  static boolean isBehind(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 10; depth++) {
      if (isAway(at)) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  private static boolean isAway(Throwable failure) {
    return switch (failure) {
      case PgException answered ->
          answered.getSqlState() != null
              && answered.getSqlState().length() == 5
              && (NOT_OURS.contains(answered.getSqlState().substring(0, 2))
                  || answered.getSqlState().equals(LOCK_NOT_HAD));
      case com.fasterxml.jackson.core.JacksonException content -> false;
      case IOException connection -> true;
      case ClosedConnectionException closed -> true;
      case ConnectionPoolTooBusyException busy -> true;
      case Overloaded tooMuch -> true;
      case TimeoutException late -> true;
      case io.smallrye.mutiny.TimeoutException late -> true;
      default -> isPoolsTimeout(failure);
    };
  }

  /** The SQL pool fails a waiter that got no connection in time with a class of no meaning. */
  private static boolean isPoolsTimeout(Throwable failure) {
    return failure.getClass().getSimpleName().equals("NoStackTraceThrowable")
        && String.valueOf(failure.getMessage()).contains("Timeout");
  }
}
