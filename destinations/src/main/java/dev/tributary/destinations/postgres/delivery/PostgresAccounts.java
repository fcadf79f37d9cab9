package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.account.AccountStore;
import dev.tributary.destinations.account.KnownAccount;
import dev.tributary.destinations.account.VendorAccount;
import dev.tributary.destinations.postgres.VendorAccountRow;
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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Accounts in the table {@code vendor_account}. */
public final class PostgresAccounts implements AccountStore {
  private static final String OF_DESTINATION = " where workspace = ? and destination = ?";
  private static final String OF_VERSION = OF_DESTINATION + " and version = ?";

  /** A user can have consented before anything is known about the account. */
  private static final String BEGIN =
      """
      insert into vendor_account (workspace, destination, credentials, grant_number)
      values (?, ?, ?, coalesce((
        select max(s.grant_number) from vendor_session s
        where s.workspace = ? and s.destination = ?), 0))
      on conflict (workspace, destination) do nothing\
      """;

  private static final String RENEW =
      "update vendor_account set version = version + 1, credentials = ?" + OF_VERSION;

  private static final String HAS_RECORDS =
      """
      select exists (
        select from delivery
        where place between first_record_place(?, ?) and last_record_place(?, ?)
          and workspace = ? and destination = ? and not is_event
          and (vendor_id is not null or delivered_hash is not null
            or state in ('submitted', 'in-flight', 'uncertain', 'retrying', 'dead')))\
      """;

  private static final String ASK =
      "update vendor_account set ask_at = ?, asked_for = ?"
          + OF_DESTINATION
          + " and (ask_at <= ? or asked_for is distinct from ?)";

  private static final String ASK_LATER = "update vendor_account set ask_at = ?" + OF_DESTINATION;

  private static final String VERIFIED =
      """
      update vendor_account set version = version + 1, id = ?, name = ?, address = ?,
        credentials = ?, verified_at = ?, other_id = null, other_name = null,
        other_address = null, other_since = null\
      """
          + OF_VERSION;

  /**
   * Places that are remembered for the account already stay as they are. A reservation stays where
   * the creation ends it.
   */
  private static final String MOVE_PLACES =
      """
      update place p set account = ?
      where p.workspace = ? and p.destination = ? and p.account = ? and p.id <> ''
        and not exists (
        select from place q where q.workspace = p.workspace and q.destination = p.destination
          and q.account = ? and q.name = p.name)\
      """;

  private static final String ANOTHER =
      """
      update vendor_account set version = version + 1, other_id = ?, other_name = ?,
        other_address = ?, credentials = ?, other_since = ?\
      """
          + OF_VERSION;

  private static final String DECIDE =
      """
      update vendor_account set version = version + 1, decision = ?, credentials = ?,
        other_id = case when ? then other_id end, other_name = case when ? then other_name end,
        other_address = case when ? then other_address end,
        other_since = case when ? then other_since end, done_place = null, done_key = null\
      """
          + OF_VERSION
          + " and decision is null";

  private static final String END =
      """
      update vendor_account set version = version + 1, id = ?, name = ?, address = ?,
        verified_at = coalesce(other_since, statement_timestamp()), other_id = null,
        other_name = null, other_address = null, other_since = null, decision = null,
        done_place = null, done_key = null\
      """
          + OF_VERSION
          + " and decision is not null";

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

  private static PreparedStatement bound(Connection tx, String sql, @Nullable Object... parameters)
      throws SQLException {
    PreparedStatement statement = tx.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      Object each = parameters[i];
      statement.setObject(i + 1, each instanceof Instant at ? Timestamp.from(at) : each);
    }
    return statement;
  }

  private static int execute(Connection tx, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = bound(tx, sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  private boolean changed(String sql, @Nullable Object... parameters) throws StoreFailure {
    return committed(tx -> execute(tx, sql, parameters) == 1);
  }

  private static String workspace(Catalogue.Destination destination) {
    return destination.workspace().value();
  }

  private static String id(Catalogue.Destination destination) {
    return destination.id().value();
  }

  @Override
  public Optional<KnownAccount> find(Catalogue.Destination destination) throws StoreFailure {
    String sql = "select " + VendorAccountRow.COLUMNS + " from vendor_account" + OF_DESTINATION;
    return committed(tx -> {
      try (PreparedStatement statement = bound(tx, sql, workspace(destination), id(destination));
          ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(VendorAccountRow.read(rows)) : Optional.empty();
      }
    });
  }

  @Override
  public void begin(Catalogue.Destination destination, String credentials) throws StoreFailure {
    String workspace = workspace(destination);
    boolean _ = changed(BEGIN, workspace, id(destination), credentials, workspace, id(destination));
  }

  @Override
  public boolean renew(Catalogue.Destination destination, long version, String credentials)
      throws StoreFailure {
    return changed(RENEW, credentials, workspace(destination), id(destination), version);
  }

  @Override
  public boolean hasRecords(Catalogue.Destination destination) throws StoreFailure {
    return committed(tx -> {
      try (PreparedStatement statement =
              bound(
                  tx,
                  HAS_RECORDS,
                  workspace(destination),
                  id(destination),
                  workspace(destination),
                  id(destination),
                  workspace(destination),
                  id(destination));
          ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    });
  }

  @Override
  public boolean ask(
      Catalogue.Destination destination, String credentials, Instant now, Duration pause)
      throws StoreFailure {
    return changed(
        ASK,
        now.plus(pause),
        credentials,
        workspace(destination),
        id(destination),
        now,
        credentials);
  }

  @Override
  public void askLater(Catalogue.Destination destination, Instant until) throws StoreFailure {
    boolean _ = changed(ASK_LATER, until, workspace(destination), id(destination));
  }

  @Override
  public boolean verified(
      Catalogue.Destination destination, long version, Verified verified, Moved names)
      throws StoreFailure {
    VendorAccount account = verified.account();
    return committed(tx -> {
      int changed =
          execute(
              tx,
              VERIFIED,
              account.id(),
              account.name(),
              account.address(),
              verified.credentials(),
              verified.at(),
              workspace(destination),
              id(destination),
              version);
      if (changed == 1) {
        movePlaces(tx, destination, names);
      }
      return changed == 1;
    });
  }

  private static void movePlaces(Connection tx, Catalogue.Destination destination, Moved names)
      throws SQLException {
    if (!names.from().equals(names.to())) {
      int _ =
          execute(
              tx,
              MOVE_PLACES,
              names.to(),
              workspace(destination),
              id(destination),
              names.from(),
              names.to());
    }
  }

  @Override
  public boolean another(Catalogue.Destination destination, long version, Verified other)
      throws StoreFailure {
    VendorAccount account = other.account();
    return changed(
        ANOTHER,
        account.id(),
        account.name(),
        account.address(),
        other.credentials(),
        other.at(),
        workspace(destination),
        id(destination),
        version);
  }

  @Override
  public boolean decide(
      Catalogue.Destination destination, long version, String credentials, boolean isNamed, Ids ids)
      throws StoreFailure {
    return changed(
        DECIDE,
        ids.wireName(),
        credentials,
        isNamed,
        isNamed,
        isNamed,
        isNamed,
        workspace(destination),
        id(destination),
        version);
  }

  @Override
  public Set<DestinationId> decided() throws StoreFailure {
    return committed(tx -> {
      try (PreparedStatement statement =
              bound(tx, "select destination from vendor_account where decision is not null");
          ResultSet rows = statement.executeQuery()) {
        Set<DestinationId> found = new HashSet<>();
        while (rows.next()) {
          found.add(new DestinationId(rows.getString(1)));
        }
        return found;
      }
    });
  }

  @Override
  public boolean forget(Catalogue.Destination destination) throws StoreFailure {
    return committed(tx -> ForgottenIds.next(tx, destination));
  }

  @Override
  public boolean end(
      Catalogue.Destination destination,
      long version,
      @Nullable VendorAccount account,
      @Nullable Moved names)
      throws StoreFailure {
    return committed(tx -> {
      int changed =
          execute(
              tx,
              END,
              account == null ? null : account.id(),
              account == null ? null : account.name(),
              account == null ? null : account.address(),
              workspace(destination),
              id(destination),
              version);
      if (changed == 1 && names != null) {
        movePlaces(tx, destination, names);
      }
      return changed == 1;
    });
  }
}
