package dev.tributary.runtime.postgres;

import dev.tributary.runtime.query.RunningQuery;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/** Reads whose statements end with the query of the caller ({@link RunningQuery}). */
public final class CancelledReads {
  private static final Logger LOG = Logger.getLogger(CancelledReads.class);

  private CancelledReads() {}

  /**
   * No statement of the connection is cancelled after this has returned.
   *
   * @throws dev.tributary.runtime.problem.Problem if the query had to end
   */
  public static <T, E extends Exception> T read(Connection tx, RunningQuery.Work<T, E> work)
      throws E {
    PGConnection server = server(tx);
    return RunningQuery.current().cancelling(() -> cancel(server), work);
  }

  private static PGConnection server(Connection tx) {
    try {
      return tx.unwrap(PGConnection.class);
    } catch (SQLException e) {
      throw new IllegalStateException("Not a connection of PostgreSQL", e);
    }
  }

  /** Returns after the server has got the request. */
  private static void cancel(PGConnection server) {
    try {
      server.cancelQuery();
    } catch (SQLException e) {
      LOG.warnf("A query could not be ended: %s", e.getMessage());
    }
  }
}
