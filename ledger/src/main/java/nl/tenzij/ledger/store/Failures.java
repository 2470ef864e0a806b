package nl.tenzij.ledger.store;

import io.vertx.pgclient.PgException;

/** Tells apart what a statement did wrong from a database that is away. */
public final class Failures {

  private Failures() {}

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
