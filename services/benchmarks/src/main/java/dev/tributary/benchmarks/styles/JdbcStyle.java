package dev.tributary.benchmarks.styles;

import dev.tributary.local.infra.ServiceDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Recorder;

/** JDBC, with a thread for each client. */
final class JdbcStyle implements Style {
  private static final String ADD =
      "insert into entry (workspace, id, at, body) values (?, ?, ?, ?)";
  private static final String LIST =
      "select workspace, id, at, body from entry where workspace = ? order by id desc limit "
          + NEWEST;

  private final String name;
  private final ThreadFactory threads;
  private final BlockingQueue<Connection> pool = new ArrayBlockingQueue<>(CONNECTIONS);
  private final AtomicLong ids = new AtomicLong();

  /** As the entity of {@link HibernateStyle}. */
  private record Entry(String workspace, String id, Instant at, String body) {}

  JdbcStyle(String name, ThreadFactory threads, ServiceDatabase database) throws SQLException {
    this.name = name;
    this.threads = threads;
    for (int i = 0; i < CONNECTIONS; i++) {
      Connection connection =
          DriverManager.getConnection(
              database.address(), database.request().user(), database.request().password());
      connection.setAutoCommit(false);
      pool.add(connection);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void run(int clients, Duration time, Recorder micros) {
    long end = System.nanoTime() + time.toNanos();
    try (ExecutorService executor = Executors.newThreadPerTaskExecutor(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        String workspace = Style.workspace(client);
        running.add(
            executor.submit(() -> {
              while (System.nanoTime() < end) {
                long begun = System.nanoTime();
                transact(workspace);
                micros.recordValue((System.nanoTime() - begun) / 1_000);
              }
              return null;
            }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(name + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void transact(String workspace) throws InterruptedException, SQLException {
    Connection tx = pool.take();
    try {
      try (PreparedStatement enter = tx.prepareStatement(ENTER.formatted("?"))) {
        enter.setString(1, workspace);
        enter.executeQuery().close();
      }
      try (PreparedStatement add = tx.prepareStatement(ADD)) {
        add.setString(1, workspace);
        add.setString(2, "%s-%012d".formatted(name, ids.incrementAndGet()));
        add.setTimestamp(3, Timestamp.from(Instant.now()));
        add.setString(4, EntryRow.BODY);
        add.executeUpdate();
      }
      newest(tx, workspace);
      tx.commit();
    } finally {
      pool.add(tx);
    }
  }

  private static List<Entry> newest(Connection tx, String workspace) throws SQLException {
    List<Entry> newest = new ArrayList<>();
    try (PreparedStatement list = tx.prepareStatement(LIST)) {
      list.setString(1, workspace);
      try (ResultSet rows = list.executeQuery()) {
        while (rows.next()) {
          newest.add(
              new Entry(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getTimestamp(3).toInstant(),
                  rows.getString(4)));
        }
      }
    }
    return newest;
  }

  @Override
  public void close() {
    for (Connection connection : pool) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
