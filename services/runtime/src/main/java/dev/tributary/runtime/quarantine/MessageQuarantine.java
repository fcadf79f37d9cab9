package dev.tributary.runtime.quarantine;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.loop.Input;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The quarantine of messages that channels bring. Their effects are not in a transaction with the
 * quarantine. So the effects of a message must count once, however often it is applied. The table
 * must be unique by the place and the id of a message: a message that is kept twice is stored once.
 * It blocks. Thread-safe.
 */
public final class MessageQuarantine {
  private static final int AT_ONCE = 50;
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String PATIENCE = "set local statement_timeout = '8s'";

  private final DataSource worker;
  private final Quarantine quarantine;
  private final List<Topic> topics;

  /**
   * @param topics the inputs of the channels; no other reader of this database reads them
   */
  public MessageQuarantine(DataSource worker, Quarantine quarantine, List<Topic> topics) {
    this.worker = worker;
    this.quarantine = quarantine;
    this.topics = List.copyOf(topics);
  }

  /** Applies a message again. */
  @FunctionalInterface
  public interface Application {
    /**
     * Returns why the message cannot be applied, or null after it was applied.
     *
     * @throws Exception if the message is not the cause: it stays due
     */
    @Nullable Throwable apply(Input input) throws Exception;
  }

  /** Keeps a message whole, or fails within some seconds. */
  public void keep(Input input, Throwable failure) throws SQLException {
    try (Connection tx = worker.getConnection();
        Statement patience = tx.createStatement()) {
      tx.setAutoCommit(false);
      try {
        patience.execute(PATIENCE);
        quarantine.keep(tx, input, failure);
        tx.commit();
      } catch (SQLException e) {
        tx.rollback();
        if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
          throw e;
        }
      }
    }
  }

  /** Redrives the messages that are due, some at a time. */
  public void redrive(Application application) throws Exception {
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      try {
        for (Quarantine.Due due : quarantine.due(tx, topics, null, Set.of(), AT_ONCE)) {
          Throwable failure = application.apply(due.input());
          if (failure == null) {
            quarantine.redriven(tx, due);
          } else {
            quarantine.failedAgain(tx, due, failure);
          }
        }
        tx.commit();
      } catch (Exception e) {
        tx.rollback();
        throw e;
      }
    }
  }
}
