package nl.tenzij.ledger.store;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.io.UnsupportedEncodingException;
import java.net.MalformedURLException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;

/** Tells apart what was asked for wrongly from what only could not be done now. */
public final class Failures {

  private static final List<String> PASSING =
      List.of(
          "08", // connection
          "25006", // the server has become a standby
          "40", // rolled back in favour of another transaction
          "53", // out of resources
          "55P03", // a lock was not to be had
          "57", // shut down or cancelled
          "58"); // the server's own files

  private static final int DEEPEST_CAUSE = 10;

  private Failures() {}

  /**
   * Whether it lies in what is around and not in what was asked, and will pass: a neighbour is away
   * or busy, others were quicker. The same can be asked again, and nothing of it was done.
   */
  public static boolean passes(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++) {
      if (isOfTheContent(at)) {
        return false;
      }
      if (isPassing(at)) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  /**
   * These are input and output failures by type only: what was read is not what was agreed, or a
   * file of our own is not there. None of that passes.
   */
  private static boolean isOfTheContent(Throwable failure) {
    return switch (failure) {
      case JacksonException garbled -> true;
      case CharacterCodingException garbled -> true;
      case UnsupportedEncodingException unknown -> true;
      case MalformedURLException garbled -> true;
      case ObjectStreamException garbled -> true;
      case ZipException garbled -> true;
      case EOFException tooShort -> true;
      case FileNotFoundException missing -> true;
      case FileSystemException missing -> true;
      default -> false;
    };
  }

  private static boolean isPassing(Throwable failure) {
    return switch (failure) {
      case PgException refused -> isPassing(refused.getSqlState());
      case ClosedConnectionException closed -> true;
      case ConnectionPoolTooBusyException busy -> true;
      case Overloaded tooMuch -> true;
      case VersionConflict quicker -> true;
      case IOException network -> true;
      case TimeoutException late -> true;
      case io.smallrye.mutiny.TimeoutException late -> true;
      case NoStackTraceThrowable nameless -> isOfThePool(nameless);
      default -> false;
    };
  }

  private static boolean isPassing(String state) {
    return state != null && PASSING.stream().anyMatch(state::startsWith);
  }

  /**
   * The pool fails who got no connection in time, or comes at its end, with a class of no meaning.
   */
  private static boolean isOfThePool(NoStackTraceThrowable nameless) {
    String message = String.valueOf(nameless.getMessage());
    return message.contains("Timeout") || message.contains("closed");
  }

  /**
   * The database answered and refused: a constraint, a bad value, a deadlock. Anything else is a
   * lost or missing connection.
   */
  public static boolean isOfTheStatement(Throwable failure) {
    if (!(failure instanceof PgException refused) || refused.getSqlState() == null) {
      return false;
    }
    String state = refused.getSqlState();
    // 08 connection, 53 out of resources, 57 shutdown or cancelled, 58 system error
    return !(state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57")
        || state.startsWith("58"));
  }

  /** Another process appended this version of the stream a moment before. */
  static boolean isTakenVersion(Throwable failure) {
    return failure instanceof PgException refused
        && "23505".equals(refused.getSqlState())
        && "event_board_stream_version_key".equals(refused.getConstraint());
  }

  /** Somebody held a partition's lock for longer than a statement waits. */
  static boolean isLockNotHad(Throwable failure) {
    return failure instanceof PgException refused && "55P03".equals(refused.getSqlState());
  }
}
