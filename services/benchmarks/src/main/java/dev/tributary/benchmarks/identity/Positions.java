package dev.tributary.benchmarks.identity;

import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.contracts.Topic;
import dev.tributary.local.launch.Service;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How far the events are applied: the positions that the service commits together with its effects.
 */
final class Positions implements AutoCloseable {
  private static final String READ =
      "select part, next_offset from stream_position where consumer = ? and topic = ?";
  private static final long POLL_NANOS = 10_000_000;

  private final Connection connection;
  private final PreparedStatement read;

  Positions(Installed installed) throws SQLException {
    this.connection = installed.database(Service.IDENTITY);
    this.read = connection.prepareStatement(READ);
    read.setString(1, Service.IDENTITY.name());
    read.setString(2, Topic.EVENTS.topicName());
  }

  /** Per partition, the next offset to apply. */
  long[] now() throws SQLException {
    long[] now = new long[Topic.EVENTS.partitions()];
    try (ResultSet rows = read.executeQuery()) {
      while (rows.next()) {
        now[rows.getInt(1)] = rows.getLong(2);
      }
    }
    return now;
  }

  /**
   * Returns when everything before the ends is applied.
   *
   * @return false if that took longer than the bound
   */
  boolean await(long[] ends, Duration bound) throws SQLException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!reached(now(), ends)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  static boolean reached(long[] now, long[] ends) {
    for (int partition = 0; partition < ends.length; partition++) {
      if (now[partition] < ends[partition]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
