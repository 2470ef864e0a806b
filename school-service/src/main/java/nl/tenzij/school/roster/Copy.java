package nl.tenzij.school.roster;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import nl.tenzij.school.roster.RosterImports.Claim;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes many rows into a table with COPY, which is spoken over JDBC only: for a worker thread. All
 * of them are there once it is finished, none before.
 */
final class Copy implements AutoCloseable {

  private static final int AT_ONCE = 64 * 1024;

  private final Connection connection;
  private final CopyIn copy;
  private final StringBuilder rows = new StringBuilder(2 * AT_ONCE);
  private boolean inRow;
  private boolean committed;

  /** On which the rows may be there; asked within their transaction. */
  interface Condition {
    boolean holds(Connection connection) throws SQLException;
  }

  /** A database that does not take rows now. */
  static final class Failed extends RuntimeException {
    Failed(SQLException cause) {
      super("rows can't be copied: " + cause.getSQLState(), cause);
    }

    String sqlState() {
      return getCause() instanceof SQLException answered ? answered.getSQLState() : null;
    }
  }

  Copy(DataSource database, String into) {
    try {
      this.connection = database.getConnection();
    } catch (SQLException away) {
      throw new Failed(away);
    }
    try {
      connection.setAutoCommit(false);
      this.copy =
          connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin");
    } catch (SQLException refused) {
      throw givenBack(new Failed(refused));
    }
  }

  private Failed givenBack(Failed failure) {
    try {
      connection.close();
    } catch (SQLException unclosable) {
      failure.addSuppressed(unclosable);
    }
    return failure;
  }

  /** The row's next field; null where there is none. */
  Copy field(Object value) {
    if (inRow) {
      rows.append('\t');
    }
    inRow = true;
    if (value == null) {
      rows.append("\\N");
    } else if (value instanceof String text) {
      escape(text);
    } else {
      rows.append(value);
    }
    return this;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> rows.append("\\\\");
        case '\t' -> rows.append("\\t");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        default -> rows.append(c);
      }
    }
  }

  void endRow() {
    rows.append('\n');
    inRow = false;
    if (rows.length() >= AT_ONCE) {
      send();
    }
  }

  private void send() {
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    rows.setLength(0);
    try {
      copy.writeToCopy(bytes, 0, bytes.length);
    } catch (SQLException broken) {
      throw new Failed(broken);
    }
  }

  void finish(Condition condition) {
    send();
    try {
      copy.endCopy();
      if (!condition.holds(connection)) {
        throw new Claim.Lost();
      }
      connection.commit();
      committed = true;
    } catch (SQLException broken) {
      throw new Failed(broken);
    }
  }

  @Override
  public void close() {
    try (connection) {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
      if (!committed) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    } catch (SQLException broken) {
      throw new Failed(broken);
    }
  }
}
