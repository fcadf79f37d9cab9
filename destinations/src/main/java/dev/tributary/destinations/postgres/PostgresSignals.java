package dev.tributary.destinations.postgres;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.runtime.threads.ResilientWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Notifies this instance of committed work, whichever instance committed it. The listener must poll
 * as well, because a connection may be lost and some poolers do not forward notifications.
 */
public final class PostgresSignals implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PostgresSignals.class);
  private static final int WAIT_MILLIS = 1_000;
  private static final Duration TROUBLE = Duration.ofSeconds(1);

  private final DataSource worker;
  private final Consumer<DestinationId> onDestination;
  private volatile boolean running;

  /**
   * @param onDestination receives the ids of destinations that have something new to deliver
   */
  public PostgresSignals(DataSource worker, Consumer<DestinationId> onDestination) {
    this.worker = worker;
    this.onDestination = onDestination;
  }

  public void start() {
    running = true;
    ResilientWork.start(Thread.ofVirtual().name("delivery-signals"), () -> running, this::run);
  }

  @Override
  public void close() {
    running = false;
  }

  private void run() {
    while (running) {
      try (Connection connection = worker.getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(true);
        statement.execute("listen " + PostgresLedger.CHANNEL);
        hear(connection.unwrap(PGConnection.class));
        statement.execute("unlisten *");
      } catch (SQLException e) {
        LOG.debugf("Workers poll meanwhile: %s", e.getMessage());
        try {
          Thread.sleep(TROUBLE);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private void hear(PGConnection connection) throws SQLException {
    while (running) {
      PGNotification[] heard = connection.getNotifications(WAIT_MILLIS);
      if (heard != null) {
        for (PGNotification notification : heard) {
          onDestination.accept(new DestinationId(notification.getParameter()));
        }
      }
    }
  }
}
