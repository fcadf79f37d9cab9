package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import dev.tributary.destinations.pacing.ReportedUse;
import dev.tributary.destinations.pacing.SpentStore;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The spent parts of long windows, in the table {@code spent_budget}, and which destinations use an
 * account, in {@code account_use}.
 */
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
  public boolean uses(
      WorkspaceId workspace, DestinationId destination, String account, Instant now) {
    try (BoundedConnection opened = BoundedConnection.of(worker);
        PreparedStatement statement =
            opened
                .connection()
                .prepareStatement(
                    """
                    insert into account_use (workspace, destination, account, used_at)
                    values (?, ?, ?, ?)
                    on conflict (workspace, account, destination)
                    do update set used_at = excluded.used_at\
                    """)) {
      opened.connection().setAutoCommit(true);
      statement.setString(1, workspace.value());
      statement.setString(2, destination.value());
      statement.setString(3, account);
      statement.setTimestamp(4, Timestamp.from(now));
      statement.executeUpdate();
      return true;
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "The use of an account is not recorded: {0}", e.getMessage());
      return false;
    }
  }

  @Override
  public Optional<Taken> take(Key key, Counted window, long limit, long wanted, Instant now) {
    return alone(
        key,
        Optional.empty(),
        tx -> {
          Spent spent = spent(tx, key, window, now);
          long before = spent.units + spent.others;
          long granted = Math.clamp(limit - before, 0, wanted);
          if (granted > 0) {
            add(tx, key, window, granted);
          }
          return Optional.of(new Taken(granted, before + granted, spent.others));
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
  public Optional<Taken> tell(
      Key key, Counted window, long spent, long least, Instant now, Instant until) {
    return alone(
        key,
        Optional.empty(),
        tx -> {
          long units = spent(tx, key, window, now).units;
          long others = Math.max(least, spent - units);
          forgetOthers(tx, key);
          setOthers(tx, key, window, others, until);
          return Optional.of(new Taken(0, units + others, others));
        });
  }

  @Override
  public boolean asks(Key key, Instant now, Duration interval) {
    return alone(
        key,
        false,
        tx -> {
          try (PreparedStatement statement =
              tx.prepareStatement(
                  """
                  insert into reported_use as r (workspace, account, budget, asked_at)
                  values (?, ?, ?, ?)
                  on conflict (account, budget) do update set asked_at = excluded.asked_at
                  where r.asked_at <= ? or r.asked_at >= ?\
                  """)) {
            statement.setString(1, key.workspace().value());
            statement.setString(2, key.account());
            statement.setString(3, key.budget());
            statement.setTimestamp(4, Timestamp.from(now));
            statement.setTimestamp(5, Timestamp.from(now.minus(interval)));
            // The clock of another instance is a little ahead, or was wrong.
            statement.setTimestamp(6, Timestamp.from(now.plus(interval)));
            return statement.executeUpdate() == 1;
          }
        });
  }

  @Override
  public void reported(Key key, ReportedUse use, Instant at) {
    boolean _ =
        alone(
            key,
            false,
            tx -> {
              try (PreparedStatement statement =
                  tx.prepareStatement(
                      """
                      update reported_use set reported_at = ?, used = ?, amount = ?
                      where account = ? and budget = ?
                        and (reported_at is null or reported_at <= ?)\
                      """)) {
                statement.setTimestamp(1, Timestamp.from(at));
                statement.setLong(2, use.used());
                statement.setObject(3, use.limit(), Types.BIGINT);
                statement.setString(4, key.account());
                statement.setString(5, key.budget());
                statement.setTimestamp(6, Timestamp.from(at));
                return statement.executeUpdate() == 1;
              }
            });
  }

  /**
   * @param units of all workspaces and instances
   * @param others what others have spent, as the vendor has said
   */
  private record Spent(long units, long others) {}

  private static Spent spent(Connection tx, Key key, Counted window, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select coalesce(sum(spent), 0), coalesce(max(others) filter (where others_until > ?), 0)
            from spent_budget
            where budget = ? and since >= ? and account = any(array(
              select ?
              union
              select other.account from account_use own join account_use other
                on other.workspace = own.workspace and other.destination = own.destination
              where own.workspace = ? and own.account = ? and other.used_at >= ?))\
            """)) {
      statement.setTimestamp(1, Timestamp.from(now));
      statement.setString(2, key.budget());
      statement.setTimestamp(3, Timestamp.from(window.since()));
      statement.setString(4, key.account());
      statement.setString(5, key.workspace().value());
      statement.setString(6, key.account());
      statement.setTimestamp(7, Timestamp.from(now.minus(LONGEST_WINDOW).minus(RECORDED)));
      try (ResultSet sum = statement.executeQuery()) {
        sum.next();
        return new Spent(sum.getLong(1), sum.getLong(2));
      }
    }
  }

  /** Only one row of a budget has what others have spent. */
  private static void forgetOthers(Connection tx, Key key) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update spent_budget set others = 0, others_until = null
            where account = ? and budget = ? and others_until is not null\
            """)) {
      statement.setString(1, key.account());
      statement.setString(2, key.budget());
      statement.executeUpdate();
    }
  }

  private static void setOthers(Connection tx, Key key, Counted window, long others, Instant until)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into spent_budget (workspace, account, budget, since, spent, others, others_until)
            values (?, ?, ?, ?, 0, ?, ?)
            on conflict (account, budget, since, workspace)
            do update set others = excluded.others, others_until = excluded.others_until\
            """)) {
      statement.setString(1, key.workspace().value());
      statement.setString(2, key.account());
      statement.setString(3, key.budget());
      statement.setTimestamp(4, Timestamp.from(window.slice()));
      statement.setLong(5, others);
      statement.setTimestamp(6, Timestamp.from(until));
      statement.executeUpdate();
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
