package dev.tributary.destinations.postgres.delivery;

import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.delivery.PlaceStore;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Places in the table {@code place}. While the database is away, nothing is remembered, and no
 * place is created.
 */
public final class PostgresPlaces implements PlaceStore {
  private static final System.Logger LOG = System.getLogger(PostgresPlaces.class.getName());

  private final DataSource worker;

  public PostgresPlaces(DataSource worker) {
    this.worker = worker;
  }

  @Override
  public Places of(Catalogue.Destination destination, String account) {
    return new OfAccount(destination, account);
  }

  private interface Work<T> {
    @Nullable T in(Connection tx) throws SQLException;
  }

  private <T> Optional<T> attempt(Work<T> work) {
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(true);
      return Optional.ofNullable(work.in(tx));
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "A place is not remembered: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private final class OfAccount implements Places {
    private final Catalogue.Destination destination;
    private final String account;

    OfAccount(Catalogue.Destination destination, String account) {
      this.destination = destination;
      this.account = account;
    }

    @Override
    public Optional<String> find(String name) {
      return attempt(tx -> {
        try (PreparedStatement statement =
            tx.prepareStatement(
                """
                with used as (
                  update place set used_at = now()
                  where workspace = ? and destination = ? and account = ? and name = ?
                    and id <> '' and used_at < now() - interval '1 day')
                select id from place
                where workspace = ? and destination = ? and account = ? and name = ?
                  and id <> ''\
                """)) {
          bind(statement, 0, name);
          bind(statement, 4, name);
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
          }
        }
      });
    }

    /** The places that other credentials of the destination have found are not needed any more. */
    @Override
    public void remember(String name, String id) {
      Optional<Integer> _ =
          attempt(tx -> {
            try (PreparedStatement others =
                    tx.prepareStatement(
                        """
                        delete from place
                        where workspace = ? and destination = ? and account <> ?\
                        """);
                PreparedStatement insert =
                    tx.prepareStatement(
                        """
                        insert into place (workspace, destination, account, name, id)
                        values (?, ?, ?, ?, ?)
                        on conflict (workspace, destination, account, name)
                        do update set id = excluded.id, used_at = excluded.used_at\
                        """)) {
              others.setString(1, destination.workspace().value());
              others.setString(2, destination.id().value());
              others.setString(3, account);
              others.executeUpdate();
              bind(insert, 0, name);
              insert.setString(5, id);
              return insert.executeUpdate();
            }
          });
    }

    @Override
    public Optional<Reservation> reservation(String name) {
      return attempt(tx -> {
        try (PreparedStatement statement =
            tx.prepareStatement(
                """
                select extract(epoch from now() - used_at) * 1000 from place
                where workspace = ? and account = ? and name = ?
                  and id = '' and used_at >= now() - make_interval(secs => ?)
                order by used_at desc limit 1\
                """)) {
          statement.setString(1, destination.workspace().value());
          statement.setString(2, account);
          statement.setString(3, name);
          statement.setDouble(4, BatchSender.LEASE.toSeconds());
          try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
              return null;
            }
            Duration age = Duration.ofMillis(Math.max(0, (long) rows.getDouble(1)));
            Duration left = BatchSender.LEASE.minus(age);
            return new Reservation(age, left.isNegative() ? Duration.ZERO : left);
          }
        }
      });
    }

    /**
     * A reservation is a row without an id. Another destination of the account that has one, or has
     * just remembered an id, may have created the place since the search.
     */
    @Override
    public boolean reserve(String name) {
      return attempt(
              tx -> {
                tx.setAutoCommit(false);
                try {
                  lock(tx, name);
                  int rows = isOfAnother(tx, name) ? 0 : reserved(tx, name);
                  tx.commit();
                  return rows;
                } catch (SQLException e) {
                  tx.rollback();
                  throw e;
                }
              })
          .filter(rows -> rows == 1)
          .isPresent();
    }

    /** Destinations have rows of their own, so no row can be locked for all of them. */
    private void lock(Connection tx, String name) throws SQLException {
      try (PreparedStatement lock =
          tx.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 38))")) {
        lock.setString(1, account + '/' + name);
        lock.execute();
      }
    }

    private boolean isOfAnother(Connection tx, String name) throws SQLException {
      try (PreparedStatement statement =
          tx.prepareStatement(
              """
              select from place
              where workspace = ? and account = ? and name = ? and destination <> ?
                and used_at >= now() - make_interval(secs => ?) limit 1\
              """)) {
        statement.setString(1, destination.workspace().value());
        statement.setString(2, account);
        statement.setString(3, name);
        statement.setString(4, destination.id().value());
        statement.setDouble(5, BatchSender.LEASE.toSeconds());
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next();
        }
      }
    }

    private int reserved(Connection tx, String name) throws SQLException {
      try (PreparedStatement statement =
          tx.prepareStatement(
              """
              insert into place as p (workspace, destination, account, name, id)
              values (?, ?, ?, ?, '')
              on conflict (workspace, destination, account, name)
              do update set used_at = excluded.used_at
              where p.id = '' and p.used_at < now() - make_interval(secs => ?)\
              """)) {
        bind(statement, 0, name);
        statement.setDouble(5, BatchSender.LEASE.toSeconds());
        return statement.executeUpdate();
      }
    }

    @Override
    public void release(String name) {
      forget(name, "");
    }

    @Override
    public void forget(String name, String id) {
      Optional<Integer> _ =
          attempt(tx -> {
            try (PreparedStatement statement =
                tx.prepareStatement(
                    """
                    delete from place
                    where workspace = ? and destination = ? and account = ? and name = ? and id = ?\
                    """)) {
              bind(statement, 0, name);
              statement.setString(5, id);
              return statement.executeUpdate();
            }
          });
    }

    /**
     * @param before how many parameters of the statement are before the key of the place
     */
    private void bind(PreparedStatement statement, int before, String name) throws SQLException {
      statement.setString(before + 1, destination.workspace().value());
      statement.setString(before + 2, destination.id().value());
      statement.setString(before + 3, account);
      statement.setString(before + 4, name);
    }
  }
}
