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
  private static final int UNBOUNDED = 0;

  private final Connection connection;

  private BoundedConnection(Connection connection) {
    this.connection = connection;
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
