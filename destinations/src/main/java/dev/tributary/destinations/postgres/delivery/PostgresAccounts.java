package dev.tributary.destinations.postgres.delivery;

import dev.tributary.destinations.account.AccountStore;
import dev.tributary.destinations.account.KnownAccount;
import dev.tributary.destinations.connector.Probe.Account;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** Accounts in the table {@code vendor_account}. */
public final class PostgresAccounts implements AccountStore {
  private static final int AT_ONCE = 5_000;

  private static final String VERIFIED =
      """
      insert into vendor_account (workspace, destination, id, name, credentials, verified_at,
        asked_at)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (workspace, destination) do update
        set name = excluded.name, credentials = excluded.credentials,
          verified_at = excluded.verified_at, asked_at = excluded.asked_at, other_id = null,
          other_name = null, other_since = null
        where vendor_account.id = excluded.id\
      """;

  /** Places that are remembered for the account already stay as they are. */
  private static final String MOVE_PLACES =
      """
      update place p set account = ?
      where p.workspace = ? and p.destination = ? and p.account = ? and not exists (
        select from place q where q.workspace = p.workspace and q.destination = p.destination
          and q.account = ? and q.name = p.name)\
      """;

  private static final String ANOTHER =
      """
      update vendor_account set credentials = ?, other_id = ?, other_name = ?, other_since = ?
      where workspace = ? and destination = ?\
      """;

  /**
   * A record that the former account had is a new one in the other account. A record that must not
   * exist does not exist there: a removal would meet a record of others.
   */
  private static final String FORGET =
      """
      update delivery set vendor_id = null, delivered_version = null, delivered_as = null,
        delivered_at = null, confirmed = true,
        delivered_hash = case hash when 'absent' then 'absent' end,
        state = case when hash = 'absent' then 'delivered'
          when state in ('delivered', 'accepted', 'submitted', 'in-flight', 'uncertain', 'dead')
          then 'pending' else state end,
        not_before = case when parent is null then statement_timestamp() else 'infinity' end,
        attempt = 0, first_attempt_at = null, batch = null, job = null, job_item = null,
        submitted_at = null, sent_as = null, sent_sync = null, fence = fence + 1,
        lease_until = null, changed_at = statement_timestamp()
      where id = any(array(
        select d.id from delivery d
        where d.workspace = ? and d.destination = ? and not d.is_event
          and (d.vendor_id is not null or d.delivered_version is not null
            or d.state in ('submitted', 'in-flight', 'uncertain'))
        limit ?))\
      """;

  private static final String ACCEPT =
      """
      update vendor_account set id = other_id, name = other_name, verified_at = other_since,
        other_id = null, other_name = null, other_since = null
      where workspace = ? and destination = ? and other_id = ?\
      """;

  private final DataSource worker;

  public PostgresAccounts(DataSource worker) {
    this.worker = worker;
  }

  private interface Work<T> {
    T in(Connection tx) throws SQLException;
  }

  private <T> T committed(Work<T> work) throws StoreFailure {
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(false);
      try {
        T result = work.in(tx);
        tx.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        tx.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  private static int execute(Connection tx, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        Object each = parameters[i];
        statement.setObject(i + 1, each instanceof Instant at ? Timestamp.from(at) : each);
      }
      return statement.executeUpdate();
    }
  }

  @Override
  public Optional<KnownAccount> find(Catalogue.Destination destination) throws StoreFailure {
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(true);
      try (PreparedStatement statement =
          tx.prepareStatement(
              "select id, name, credentials, verified_at, other_id, other_name from vendor_account"
                  + " where workspace = ? and destination = ?")) {
        statement.setString(1, destination.workspace().value());
        statement.setString(2, destination.id().value());
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() ? Optional.of(known(rows)) : Optional.empty();
        }
      }
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  private static KnownAccount known(ResultSet row) throws SQLException {
    String other = row.getString(5);
    return new KnownAccount(
        new Account(row.getString(1), row.getString(2)),
        row.getString(3),
        row.getTimestamp(4).toInstant(),
        other == null ? null : new Account(other, row.getString(6)));
  }

  @Override
  public boolean ask(Catalogue.Destination destination, Instant now, Duration interval)
      throws StoreFailure {
    return committed(tx ->
        execute(
                tx,
                "update vendor_account set asked_at = ? where workspace = ? and destination = ? and"
                    + " asked_at < ?",
                now,
                destination.workspace().value(),
                destination.id().value(),
                now.minus(interval))
            == 1);
  }

  @Override
  public void verified(
      Catalogue.Destination destination, Account account, AccountNames names, Instant now)
      throws StoreFailure {
    int _ =
        committed(tx -> {
          String workspace = destination.workspace().value();
          String id = destination.id().value();
          int _ =
              execute(
                  tx,
                  VERIFIED,
                  workspace,
                  id,
                  account.id(),
                  account.name(),
                  names.credentials(),
                  now,
                  now);
          return execute(
              tx,
              MOVE_PLACES,
              names.account(),
              workspace,
              id,
              names.credentials(),
              names.account());
        });
  }

  @Override
  public void another(
      Catalogue.Destination destination, String credentials, Account other, Instant now)
      throws StoreFailure {
    int _ =
        committed(tx ->
            execute(
                tx,
                ANOTHER,
                credentials,
                other.id(),
                other.name(),
                now,
                destination.workspace().value(),
                destination.id().value()));
  }

  /** The ledger changes in parts; the account changes last, so that a repetition goes on. */
  @Override
  public boolean accept(Catalogue.Destination destination, Account other, Ids ids, Moved names)
      throws StoreFailure {
    String workspace = destination.workspace().value();
    String id = destination.id().value();
    if (ids == Ids.FORGOTTEN) {
      int changed;
      do {
        changed = committed(tx -> execute(tx, FORGET, workspace, id, AT_ONCE));
      } while (changed == AT_ONCE);
    }
    return committed(tx -> {
      int _ =
          switch (ids) {
            case KEPT ->
                execute(tx, MOVE_PLACES, names.to(), workspace, id, names.from(), names.to());
            case FORGOTTEN ->
                execute(
                    tx, "delete from place where workspace = ? and destination = ?", workspace, id);
          };
      return execute(tx, ACCEPT, workspace, id, other.id()) == 1;
    });
  }
}
