package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.pacing.ReportedUse;
import dev.tributary.destinations.pacing.SpentStore;
import dev.tributary.destinations.pacing.UseStore;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The users of budgets, in the table {@code budget_use}. It reads {@code spent_budget} as well. An
 * account can have the rows of several workspaces: of the others, the statements return only sums.
 */
public final class PostgresBudgetUses implements UseStore {
  private static final System.Logger LOG = System.getLogger(PostgresBudgetUses.class.getName());

  private static final String ADD =
      """
      insert into budget_use as u (workspace, account, budget, since, destination, sync, units,
        first_at, last_at, alone_at, kept_until)
      select * from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
        ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
      on conflict (account, budget, since, workspace, destination, sync) do update
      set units = u.units + excluded.units,
        first_at = least(u.first_at, excluded.first_at),
        last_at = greatest(u.last_at, excluded.last_at),
        alone_at = greatest(u.alone_at, excluded.alone_at)\
      """;

  /** All names that the destinations of the account had lately are names of one account. */
  private static final String NAMES =
      """
      with asked as (
        select * from unnest(?::text[], ?::timestamptz[]) as a (budget, since)),
      names as (
        select ? as account
        union
        select other.account from account_use own join account_use other
          on other.workspace = own.workspace and other.destination = own.destination
        where own.workspace = ? and own.account = ? and other.used_at >= ?)
      """;

  private static final String SPENT =
      NAMES
          + """
          select s.budget,
            coalesce(sum(s.spent) filter (where s.workspace = ?), 0),
            coalesce(sum(s.spent) filter (where s.workspace <> ?), 0),
            coalesce(max(s.others) filter (where s.others_until > ?), 0),
            max(s.others_until) filter (where s.others_until > ?)
          from asked a join spent_budget s on s.budget = a.budget and s.since >= a.since
          where s.account = any(array(select account from names))
          group by s.budget\
          """;

  private static final String USED =
      NAMES
          + """
          select u.budget, u.destination, u.sync, sum(u.units), min(u.first_at), max(u.last_at),
            max(u.alone_at)
          from asked a join lateral (
            select budget, units, first_at, last_at, alone_at,
              case when workspace = ? then destination end as destination,
              case when workspace = ? then sync end as sync
            from budget_use
            where budget = a.budget and since >= a.since
              and account = any(array(select account from names))) u on true
          group by u.budget, u.destination, u.sync\
          """;

  /** Readers of pages leave the connections of the pool to deliveries. */
  private static final int READERS = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DataSource worker;
  private final Semaphore readers = new Semaphore(READERS);

  public PostgresBudgetUses(DataSource worker) {
    this.worker = worker;
  }

  @Override
  public boolean add(List<Use> uses) {
    boolean committing = false;
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(false);
      try (PreparedStatement statement = tx.prepareStatement(ADD)) {
        array(tx, statement, 1, "text", uses, use -> use.user().workspace().value());
        array(tx, statement, 2, "text", uses, Use::account);
        array(tx, statement, 3, "text", uses, Use::budget);
        array(tx, statement, 4, "timestamptz", uses, use -> utc(use.since()));
        array(tx, statement, 5, "text", uses, use -> use.user().destination().value());
        array(tx, statement, 6, "text", uses, use -> text(use.user().sync()));
        array(tx, statement, 7, "bigint", uses, Use::units);
        array(tx, statement, 8, "timestamptz", uses, use -> utc(use.times().first()));
        array(tx, statement, 9, "timestamptz", uses, use -> utc(use.times().last()));
        array(tx, statement, 10, "timestamptz", uses, use -> utc(use.times().alone()));
        array(tx, statement, 11, "timestamptz", uses, use -> utc(use.keptUntil()));
        statement.executeUpdate();
        committing = true;
        tx.commit();
      } catch (SQLException | RuntimeException e) {
        tx.rollback();
        throw e;
      }
      return true;
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "The users of budgets are not stored: {0}", e.getMessage());
      // If the answer to the commit is lost, the sums may be stored: they are not added twice.
      return committing;
    }
  }

  private static String text(@Nullable SyncId sync) {
    return sync == null ? "" : sync.value();
  }

  /** Elements of arrays are sent as texts: a {@link Timestamp} would have no offset. */
  private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  private static void array(
      Connection tx,
      PreparedStatement statement,
      int index,
      String type,
      List<Use> uses,
      Function<Use, @Nullable Object> value)
      throws SQLException {
    statement.setArray(index, tx.createArrayOf(type, uses.stream().map(value).toArray()));
  }

  @Override
  public Stored read(WorkspaceId workspace, String account, List<Asked> asked, Instant now) {
    try {
      if (!readers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new UnavailableStore(new TimeoutException("There are too many readers"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableStore(e);
    }
    try {
      return readNow(workspace, account, asked, now);
    } finally {
      readers.release();
    }
  }

  private Stored readNow(WorkspaceId workspace, String account, List<Asked> asked, Instant now) {
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection connection = opened.connection();
      connection.setAutoCommit(true);
      return new Stored(
          spent(connection, workspace, account, asked, now),
          used(connection, workspace, account, asked, now),
          reports(connection, account),
          openJobs(connection, workspace, account));
    } catch (SQLException e) {
      throw new UnavailableStore(e);
    }
  }

  private static List<Report> reports(Connection connection, String account) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select budget, used, amount, reported_at from reported_use
            where account = ? and reported_at is not null\
            """)) {
      statement.setString(1, account);
      List<Report> reports = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reports.add(
              new Report(
                  rows.getString(1),
                  new ReportedUse(rows.getLong(2), rows.getObject(3, Long.class)),
                  rows.getTimestamp(4).toInstant()));
        }
      }
      return reports;
    }
  }

  private static int openJobs(Connection connection, WorkspaceId workspace, String account)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select count(*) from job
            where slot_until > statement_timestamp()
              and (account = ? or workspace = ? and destination in (
                select destination from account_use where workspace = ? and account = ?))\
            """)) {
      statement.setString(1, account);
      statement.setString(2, workspace.value());
      statement.setString(3, workspace.value());
      statement.setString(4, account);
      try (ResultSet count = statement.executeQuery()) {
        count.next();
        return count.getInt(1);
      }
    }
  }

  private static List<Spent> spent(
      Connection connection, WorkspaceId workspace, String account, List<Asked> asked, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SPENT)) {
      int index = names(connection, statement, workspace, account, asked, now);
      statement.setString(index, workspace.value());
      statement.setString(index + 1, workspace.value());
      statement.setTimestamp(index + 2, Timestamp.from(now));
      statement.setTimestamp(index + 3, Timestamp.from(now));
      List<Spent> spent = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          spent.add(
              new Spent(
                  rows.getString(1),
                  rows.getLong(2),
                  rows.getLong(3),
                  rows.getLong(4),
                  instant(rows.getTimestamp(5))));
        }
      }
      return spent;
    }
  }

  private static List<Used> used(
      Connection connection, WorkspaceId workspace, String account, List<Asked> asked, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(USED)) {
      int index = names(connection, statement, workspace, account, asked, now);
      statement.setString(index, workspace.value());
      statement.setString(index + 1, workspace.value());
      List<Used> used = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String destination = rows.getString(2);
          String sync = rows.getString(3);
          used.add(
              new Used(
                  rows.getString(1),
                  destination == null ? null : new DestinationId(destination),
                  sync == null || sync.isEmpty() ? null : new SyncId(sync),
                  rows.getLong(4),
                  new Times(
                      rows.getTimestamp(5).toInstant(),
                      rows.getTimestamp(6).toInstant(),
                      instant(rows.getTimestamp(7)))));
        }
      }
      return used;
    }
  }

  /**
   * @return the index of the next parameter
   */
  private static int names(
      Connection connection,
      PreparedStatement statement,
      WorkspaceId workspace,
      String account,
      List<Asked> asked,
      Instant now)
      throws SQLException {
    statement.setArray(
        1, connection.createArrayOf("text", asked.stream().map(Asked::budget).toArray()));
    statement.setArray(
        2,
        connection.createArrayOf(
            "timestamptz", asked.stream().map(each -> utc(each.since())).toArray()));
    statement.setString(3, account);
    statement.setString(4, workspace.value());
    statement.setString(5, account);
    statement.setTimestamp(
        6, Timestamp.from(now.minus(SpentStore.LONGEST_WINDOW).minus(SpentStore.RECORDED)));
    return 7;
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }
}
