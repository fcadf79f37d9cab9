package dev.tributary.destinations.postgres.delivery;

import dev.tributary.destinations.credential.ConnectionAttempt;
import dev.tributary.destinations.credential.IssuedSession;
import dev.tributary.destinations.credential.Lease;
import dev.tributary.destinations.credential.SessionKey;
import dev.tributary.destinations.credential.SessionStore;
import dev.tributary.destinations.credential.StoredSession;
import dev.tributary.destinations.credential.StoredSessionBuilder;
import dev.tributary.destinations.protocol.StoreFailure;
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
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the tables {@code vendor_session} and {@code connection_attempt}. The times of leases
 * are those of the database, so the clocks of instances may differ.
 */
public final class PostgresSessions implements SessionStore {
  /** Short, because a caller has a lease meanwhile. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final String FIND =
      """
      select generation, grant_number, sealed, credentials, expires_at, refresh_at, connected_by,
        connected_at, revoked_at, failures, failed_with,
        case when pausing and leased_until > clock_timestamp() then leased_until end as paused_until
      from vendor_session where workspace = ? and destination = ? and kind = ?\
      """;

  private static final String LEASE =
      """
      insert into vendor_session as present (workspace, destination, kind, leased_until)
      values (?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')
      on conflict (workspace, destination, kind) do update
        set leased_until = case when present.leased_until is null or present.pausing
            then excluded.leased_until
            else clock_timestamp() + ? * interval '1 millisecond' end,
          pausing = present.leased_until is not null and not present.pausing, failed_with = null
        where present.generation = ?
          and (present.leased_until is null or present.leased_until < clock_timestamp()
            or present.pausing and present.failed_with <> ?)
      returning not present.pausing\
      """;

  private static final String POSTPONE =
      """
      update vendor_session set failures = failures + 1, failed_with = ?, pausing = true,
        leased_until = clock_timestamp() + interval '1 millisecond'
          * greatest(?, least(1000 * 2 ^ least(failures + 1, 20), 120000))
      where workspace = ? and destination = ? and kind = ? and generation = ?\
      """;

  private static final String FREE =
      """
      update vendor_session set leased_until = null, pausing = false
      where workspace = ? and destination = ? and kind = ? and generation = ?\
      """;

  private static final String SAVE =
      """
      update vendor_session set generation = generation + 1, sealed = ?, credentials = ?,
        expires_at = ?, refresh_at = ?, leased_until = null, pausing = false, failures = 0,
        revoked_at = null
      where workspace = ? and destination = ? and kind = ? and generation = ?\
      """;

  private static final String END =
      """
      update vendor_session set expires_at = clock_timestamp()
      where workspace = ? and destination = ? and kind = ? and generation = ?\
      """;

  private static final String RESEAL =
      """
      update vendor_session set sealed = ?
      where workspace = ? and destination = ? and kind = ? and generation = ?\
      """;

  private static final String REVOKE =
      """
      update vendor_session set revoked_at = clock_timestamp(), leased_until = null,
        pausing = false, failures = 0, expires_at = clock_timestamp(), refresh_at = null
      where workspace = ? and destination = ? and kind = ? and generation = ?\
      """;

  private static final String CONNECT =
      """
      insert into vendor_session as present (workspace, destination, kind, generation, sealed,
        credentials, expires_at, refresh_at, connected_by, connected_at, grant_number)
      values (?, ?, ?, 1, ?, ?, ?, ?, ?, clock_timestamp(), 1)
      on conflict (workspace, destination, kind) do update
        set generation = present.generation + 1, sealed = excluded.sealed,
          credentials = excluded.credentials, expires_at = excluded.expires_at,
          refresh_at = excluded.refresh_at, connected_by = excluded.connected_by,
          connected_at = excluded.connected_at, revoked_at = null, leased_until = null,
          pausing = false, failures = 0, grant_number = present.grant_number + 1
      returning grant_number\
      """;

  /** Sessions within the former grant; also those that are being issued, which cannot be saved. */
  private static final String END_OTHERS =
      """
      update vendor_session set generation = generation + 1, sealed = null, leased_until = null,
        pausing = false, failures = 0
      where workspace = ? and destination = ? and kind <> ?\
      """;

  /**
   * The new grant may be one of another account, although the settings are the same. The next
   * version makes late answers about the former grant void.
   */
  private static final String ASK_AGAIN =
      """
      insert into vendor_account as present (workspace, destination, credentials, grant_number)
      values (?, ?, '', ?)
      on conflict (workspace, destination) do update
        set version = present.version + 1, credentials = '', asked_for = null,
          grant_number = excluded.grant_number\
      """;

  private static final String BEGIN =
      """
      insert into connection_attempt (state_hash, workspace, destination, subject, sealed,
        expires_at)
      values (?, ?, ?, ?, ?, ?)\
      """;

  private static final String TAKE =
      """
      delete from connection_attempt
      where state_hash = ? and workspace = ? and destination = ? and subject = ? and expires_at > ?
      returning sealed, expires_at\
      """;

  private final DataSource worker;

  public PostgresSessions(DataSource worker) {
    this.worker = worker;
  }

  private interface Work<T> {
    T in(Connection tx) throws SQLException;
  }

  private <T> T committed(Work<T> work) throws StoreFailure {
    try (BoundedConnection opened = BoundedConnection.of(worker, SILENCE)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(true);
      return work.in(tx);
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  private static void bind(PreparedStatement statement, int before, SessionKey key)
      throws SQLException {
    statement.setString(before + 1, key.workspace().value());
    statement.setString(before + 2, key.destination().value());
    statement.setString(before + 3, key.kind());
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant at) {
    return at == null ? null : Timestamp.from(at);
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  @Override
  public Optional<StoredSession> find(SessionKey key) throws StoreFailure {
    return committed(tx -> {
      try (PreparedStatement statement = tx.prepareStatement(FIND)) {
        bind(statement, 0, key);
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() ? Optional.of(stored(rows)) : Optional.empty();
        }
      }
    });
  }

  private static StoredSession stored(ResultSet row) throws SQLException {
    return StoredSessionBuilder.builder()
        .generation(row.getLong("generation"))
        .grant(row.getLong("grant_number"))
        .sealed(row.getString("sealed"))
        .credentials(row.getString("credentials"))
        .expiresAt(instant(row.getTimestamp("expires_at")))
        .refreshAt(instant(row.getTimestamp("refresh_at")))
        .connectedBy(row.getString("connected_by"))
        .connectedAt(instant(row.getTimestamp("connected_at")))
        .revokedAt(instant(row.getTimestamp("revoked_at")))
        .failures(row.getInt("failures"))
        .pausedUntil(instant(row.getTimestamp("paused_until")))
        .failedWith(row.getString("failed_with"))
        .build();
  }

  @Override
  public boolean lease(SessionKey key, long generation, Lease lease) throws StoreFailure {
    return committed(tx -> {
      try (PreparedStatement statement = tx.prepareStatement(LEASE)) {
        bind(statement, 0, key);
        statement.setLong(4, lease.time().toMillis());
        statement.setLong(5, lease.grace().toMillis());
        statement.setLong(6, generation);
        statement.setString(7, lease.credentials());
        try (ResultSet row = statement.executeQuery()) {
          return row.next() && row.getBoolean(1);
        }
      }
    });
  }

  @Override
  public void postpone(SessionKey key, long generation, String credentials, Duration atLeast)
      throws StoreFailure {
    int _ =
        committed(tx -> {
          try (PreparedStatement statement = tx.prepareStatement(POSTPONE)) {
            statement.setString(1, credentials);
            statement.setLong(2, atLeast.toMillis());
            bind(statement, 2, key);
            statement.setLong(6, generation);
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public void free(SessionKey key, long generation) throws StoreFailure {
    int _ =
        committed(tx -> {
          try (PreparedStatement statement = tx.prepareStatement(FREE)) {
            bind(statement, 0, key);
            statement.setLong(4, generation);
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public boolean save(SessionKey key, long generation, IssuedSession next) throws StoreFailure {
    return committed(tx -> {
      try (PreparedStatement statement = tx.prepareStatement(SAVE)) {
        bind(statement, 0, next);
        bind(statement, 4, key);
        statement.setLong(8, generation);
        return statement.executeUpdate() == 1;
      }
    });
  }

  private static void bind(PreparedStatement statement, int before, IssuedSession session)
      throws SQLException {
    statement.setString(before + 1, session.sealed());
    statement.setString(before + 2, session.credentials());
    statement.setTimestamp(before + 3, timestamp(session.expiresAt()));
    statement.setTimestamp(before + 4, timestamp(session.refreshAt()));
  }

  @Override
  public void end(SessionKey key, long generation) throws StoreFailure {
    int _ =
        committed(tx -> {
          try (PreparedStatement statement = tx.prepareStatement(END)) {
            bind(statement, 0, key);
            statement.setLong(4, generation);
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public void reseal(SessionKey key, long generation, String sealed) throws StoreFailure {
    int _ =
        committed(tx -> {
          try (PreparedStatement statement = tx.prepareStatement(RESEAL)) {
            statement.setString(1, sealed);
            bind(statement, 1, key);
            statement.setLong(5, generation);
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public boolean revoke(SessionKey key, long generation) throws StoreFailure {
    return committed(tx -> {
      try (PreparedStatement statement = tx.prepareStatement(REVOKE)) {
        bind(statement, 0, key);
        statement.setLong(4, generation);
        return statement.executeUpdate() == 1;
      }
    });
  }

  @Override
  public void connect(SessionKey key, IssuedSession first, String by) throws StoreFailure {
    try (BoundedConnection opened = BoundedConnection.of(worker, SILENCE)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(false);
      try (PreparedStatement session = tx.prepareStatement(CONNECT);
          PreparedStatement others = tx.prepareStatement(END_OTHERS);
          PreparedStatement account = tx.prepareStatement(ASK_AGAIN)) {
        bind(session, 0, key);
        bind(session, 3, first);
        session.setString(8, by);
        bind(others, 0, key);
        others.executeUpdate();
        account.setString(1, key.workspace().value());
        account.setString(2, key.destination().value());
        try (ResultSet connected = session.executeQuery()) {
          connected.next();
          account.setLong(3, connected.getLong(1));
        }
        account.executeUpdate();
        tx.commit();
      } catch (SQLException | RuntimeException e) {
        tx.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  @Override
  public void begin(ConnectionAttempt attempt) throws StoreFailure {
    int _ =
        committed(tx -> {
          try (PreparedStatement statement = tx.prepareStatement(BEGIN)) {
            statement.setString(1, attempt.stateHash());
            statement.setString(2, attempt.key().workspace().value());
            statement.setString(3, attempt.key().destination().value());
            statement.setString(4, attempt.subject());
            statement.setString(5, attempt.sealed());
            statement.setTimestamp(6, timestamp(attempt.expiresAt()));
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public Optional<ConnectionAttempt> take(
      SessionKey key, String stateHash, String subject, Instant now) throws StoreFailure {
    return committed(tx -> {
      try (PreparedStatement statement = tx.prepareStatement(TAKE)) {
        statement.setString(1, stateHash);
        statement.setString(2, key.workspace().value());
        statement.setString(3, key.destination().value());
        statement.setString(4, subject);
        statement.setTimestamp(5, timestamp(now));
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next()
              ? Optional.of(
                  new ConnectionAttempt(
                      key, stateHash, subject, rows.getString(1), rows.getTimestamp(2).toInstant()))
              : Optional.empty();
        }
      }
    });
  }
}
