package dev.tributary.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A connection of a pool, with a bound for how long its server may say nothing. Without a bound, a
 * read waits forever if the network loses the connection without a sign. The bound ends with this
 * use of the connection: others who share the pool have statements that take long.
 */
public final class BoundedConnection implements AutoCloseable {
  /**
   * No statement of a loop takes as long, because its consumer has to poll within a minute. Shorter
   * than the time after which a loop that hangs is not alive any more.
   */
  public static final Duration SILENCE = Duration.ofMinutes(2);

  private static final int UNBOUNDED = 0;

  private final Connection connection;

  private BoundedConnection(Connection connection) {
    this.connection = connection;
  }

  /** With the usual bound, for transactions that are short. */
  public static BoundedConnection of(DataSource pool) throws SQLException {
    return of(pool, SILENCE);
  }

  /**
   * @param silence after which a read fails, and the connection is not used again
   */
  public static BoundedConnection of(DataSource pool, Duration silence) throws SQLException {
    Connection connection = pool.getConnection();
    try {
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis()));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return new BoundedConnection(connection);
  }

  public Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.setNetworkTimeout(Runnable::run, UNBOUNDED);
    } catch (SQLException e) {
      // The connection is broken: the pool does not use it again.
    }
  }
}
