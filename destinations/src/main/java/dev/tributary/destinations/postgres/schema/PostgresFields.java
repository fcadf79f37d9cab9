package dev.tributary.destinations.postgres.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Discovery.Field;
import dev.tributary.destinations.schema.FieldKey;
import dev.tributary.destinations.schema.FieldList;
import dev.tributary.destinations.schema.FieldStore;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Lists of fields in the table {@code vendor_field_list}. */
public final class PostgresFields implements FieldStore {
  private static final System.Logger LOG = System.getLogger(PostgresFields.class.getName());

  /** Each setting of a sync that chooses an object has lists of its own. */
  private static final int MOST_OF_A_DESTINATION = 100;

  private final DataSource worker;

  public PostgresFields(DataSource worker) {
    this.worker = worker;
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
      LOG.log(Level.WARNING, "The fields of a vendor are not shared: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Optional<FieldList> find(FieldKey key) {
    return attempt(tx -> {
      try (PreparedStatement statement =
          tx.prepareStatement(
              """
              select state, further, fields, read_at, read_until, failure, failed_at
              from vendor_field_list
              where workspace = ? and destination = ? and object = ? and basis = ?
                and read_at is not null\
              """)) {
        bind(statement, key);
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() ? list(rows) : null;
        }
      }
    });
  }

  /** Null for the list of a later version of this program, which this one cannot read. */
  private static @Nullable FieldList list(ResultSet row) throws SQLException {
    try {
      String failure = row.getString("failure");
      List<Field> fields =
          Json.MAPPER.readValue(row.getString("fields"), new TypeReference<List<Field>>() {});
      return new FieldList(
          FieldList.State.valueOf(row.getString("state")),
          fields.stream().collect(Collectors.toMap(Field::name, Function.identity())),
          FieldList.Further.valueOf(row.getString("further")),
          row.getTimestamp("read_at").toInstant(),
          row.getTimestamp("read_until").toInstant(),
          failure == null
              ? null
              : new FieldList.Failure(
                  FieldList.State.valueOf(failure), row.getTimestamp("failed_at").toInstant()));
    } catch (JsonProcessingException | IllegalArgumentException | IllegalStateException e) {
      LOG.log(Level.DEBUG, "A list of fields cannot be read: {0}", e.toString());
      return null;
    }
  }

  /** While the database is away, each instance reads for itself. */
  @Override
  public boolean claim(FieldKey key, String reader, Duration time) {
    return attempt(
            tx -> {
              try (PreparedStatement statement =
                  tx.prepareStatement(
                      """
                      insert into vendor_field_list as f
                        (workspace, destination, object, basis, claimed_by, claimed_until)
                      values (?, ?, ?, ?, ?, clock_timestamp() + make_interval(secs => ?))
                      on conflict (workspace, destination, object, basis)
                      do update set claimed_by = excluded.claimed_by,
                        claimed_until = excluded.claimed_until
                      where f.claimed_until is null or f.claimed_until < clock_timestamp()\
                      """)) {
                bind(statement, key);
                statement.setString(5, reader);
                statement.setDouble(6, time.toSeconds());
                return statement.executeUpdate();
              }
            })
        .map(rows -> rows == 1)
        .orElse(true);
  }

  @Override
  public void release(FieldKey key, String reader) {
    Optional<Integer> _ =
        attempt(tx -> {
          try (PreparedStatement statement =
              tx.prepareStatement(
                  """
                  update vendor_field_list set claimed_by = null, claimed_until = null
                  where workspace = ? and destination = ? and object = ? and basis = ?
                    and claimed_by = ?\
                  """)) {
            bind(statement, key);
            statement.setString(5, reader);
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public void save(FieldKey key, FieldList list) {
    String fields = written(list);
    Optional<Integer> _ =
        attempt(tx -> {
          insert(tx, key, list, fields);
          return leaveOutOldest(tx, key);
        });
  }

  private static String written(FieldList list) {
    try {
      return Json.MAPPER.writeValueAsString(list.fields().values());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Fields can be written", e);
    }
  }

  private static void insert(Connection tx, FieldKey key, FieldList list, String fields)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into vendor_field_list as f
              (workspace, destination, object, basis, state, further, fields, read_at, read_until,
               failure, failed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (workspace, destination, object, basis)
            do update set state = excluded.state, further = excluded.further,
              fields = excluded.fields, read_at = excluded.read_at,
              read_until = excluded.read_until, failure = excluded.failure,
              failed_at = excluded.failed_at, used_at = excluded.used_at
            where f.read_at is null or f.read_at <= excluded.read_at\
            """)) {
      bind(statement, key);
      statement.setString(5, list.state().name());
      statement.setString(6, list.further().name());
      statement.setString(7, fields);
      statement.setTimestamp(8, Timestamp.from(list.readAt()));
      statement.setTimestamp(9, Timestamp.from(list.until()));
      FieldList.Failure failure = list.failure();
      statement.setString(10, failure == null ? null : failure.state().name());
      statement.setTimestamp(11, failure == null ? null : Timestamp.from(failure.at()));
      statement.executeUpdate();
    }
  }

  /** A list that has fields, and one that is being read, stay longer than others. */
  private static int leaveOutOldest(Connection tx, FieldKey key) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            delete from vendor_field_list where ctid = any(array(
              select ctid from vendor_field_list where workspace = ? and destination = ?
              order by coalesce(claimed_until > clock_timestamp(), false) desc,
                (state is not distinct from 'READ') desc, used_at desc
              offset ?))\
            """)) {
      statement.setString(1, key.workspace().value());
      statement.setString(2, key.destination().value());
      statement.setInt(3, MOST_OF_A_DESTINATION);
      return statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, FieldKey key) throws SQLException {
    statement.setString(1, key.workspace().value());
    statement.setString(2, key.destination().value());
    statement.setString(3, key.object());
    statement.setString(4, key.basis());
  }
}
