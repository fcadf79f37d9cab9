package dev.tributary.destinations.postgres.delivery;

import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import dev.tributary.destinations.pacing.SpentStore;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import javax.sql.DataSource;

/** The spent parts of long windows, in the table {@code spent_budget}. */
public final class PostgresSpentBudgets implements SpentStore {
  private static final System.Logger LOG = System.getLogger(PostgresSpentBudgets.class.getName());

  private final DataSource worker;

  public PostgresSpentBudgets(DataSource worker) {
    this.worker = worker;
  }

  private interface Work<T> {
    T in(Connection tx) throws SQLException;
  }

  @Override
  public Optional<Taken> take(Key key, Counted window, long limit, long wanted) {
    return alone(
        key,
        Optional.empty(),
        tx -> {
          long spent = spent(tx, key, window);
          long granted = Math.clamp(limit - spent, 0, wanted);
          if (granted > 0) {
            add(tx, key, window, granted);
          }
          return Optional.of(new Taken(granted, spent + granted));
        });
  }

  @Override
  public void giveBack(Key key, Counted window, long units) {
    alone(
        key,
        false,
        tx -> {
          add(tx, key, window, -units);
          return true;
        });
  }

  @Override
  public void raise(Key key, Counted window, long spent) {
    alone(
        key,
        false,
        tx -> {
          long before = spent(tx, key, window);
          if (spent > before) {
            add(tx, key, window, spent - before);
          }
          return true;
        });
  }

  private static long spent(Connection tx, Key key, Counted window) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select coalesce(sum(spent), 0) from spent_budget
            where account = ? and budget = ? and since >= ?\
            """)) {
      statement.setString(1, key.account());
      statement.setString(2, key.budget());
      statement.setTimestamp(3, Timestamp.from(window.since()));
      try (ResultSet sum = statement.executeQuery()) {
        sum.next();
        return sum.getLong(1);
      }
    }
  }

  private static void add(Connection tx, Key key, Counted window, long units) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into spent_budget as s (workspace, account, budget, since, spent)
            values (?, ?, ?, ?, greatest(0, ?))
            on conflict (account, budget, since, workspace)
            do update set spent = greatest(0, s.spent + ?)\
            """)) {
      statement.setString(1, key.workspace().value());
      statement.setString(2, key.account());
      statement.setString(3, key.budget());
      statement.setTimestamp(4, Timestamp.from(window.slice()));
      statement.setLong(5, units);
      statement.setLong(6, units);
      statement.executeUpdate();
    }
  }

  /**
   * Of all instances, one at a time changes a budget: the sum has no row to lock.
   *
   * @param away the result while the database is away
   */
  private <T> T alone(Key key, T away, Work<T> work) {
    try {
      return alone(key, work);
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "What is spent of a budget is not known: {0}", e.getMessage());
      return away;
    }
  }

  private <T> T alone(Key key, Work<T> work) throws SQLException {
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(false);
      try {
        try (PreparedStatement lock =
            tx.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 36))")) {
          lock.setString(1, key.account() + '/' + key.budget());
          lock.execute();
        }
        T result = work.in(tx);
        tx.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        tx.rollback();
        throw e;
      }
    }
  }
}
