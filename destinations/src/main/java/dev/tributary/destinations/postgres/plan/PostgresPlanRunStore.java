package dev.tributary.destinations.postgres.plan;

import dev.tributary.destinations.plan.PlanResult;
import dev.tributary.destinations.plan.PlanRun;
import dev.tributary.destinations.plan.PlanRunStore;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The plans that are computed in the background, for workers. Thread-safe. */
public final class PostgresPlanRunStore implements PlanRunStore {
  /** As long as a ticket. */
  static final String KEPT = "15 minutes";

  private static final String LEASE = "1 minute";

  private static final String DELETED =
      "delete from sync_plan where ended_at < clock_timestamp() - interval '%s'".formatted(KEPT);

  private static final String ENDED =
      """
      update sync_plan set state = case when asked_at < clock_timestamp() - interval '2 minutes'
          then 'cancelled' else 'failed' end,
        words = case when attempts > 4 then 'The count failed several times'
          else 'The count took more than an hour' end,
        lease_until = null, ended_at = clock_timestamp()
      where state = 'running' and (asked_at < clock_timestamp() - interval '2 minutes'
        or started_at < clock_timestamp() - interval '1 hour'
        or attempts > 4 and lease_until < clock_timestamp())\
      """;

  private static final String LEASED =
      """
      update sync_plan set lease_until = clock_timestamp() + interval '%s', fence = fence + 1,
        attempts = attempts + 1, pass = 1, counted = 0
      where id = (
        select p.id from sync_plan p
        where p.state = 'running'
          and (p.lease_until is null or p.lease_until < statement_timestamp())
        order by p.started_at, p.id
        limit 1 for update of p skip locked)
      returning %s\
      """
          .formatted(LEASE, PlanRunRows.COLUMNS);

  private static final String ADVANCED =
      """
      update sync_plan set pass = ?, counted = ?, lease_until = clock_timestamp() + interval '%s'
      where id = ? and fence = ? and state = 'running'\
      """
          .formatted(LEASE);

  private static final String CLOSED =
      """
      update sync_plan set state = ?, result = ?, words = ?, lease_until = null,
        ended_at = clock_timestamp()
      where id = ? and fence = ? and state = 'running'\
      """;

  private final DataSource worker;

  public PostgresPlanRunStore(DataSource worker) {
    this.worker = worker;
  }

  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private <T> T with(Work<T> work) {
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      return work.in(opened.connection());
    } catch (SQLException e) {
      throw new IllegalStateException("The plan cannot be stored", e);
    }
  }

  @Override
  public Optional<PlanRun> lease() {
    return with(connection -> {
      try (PreparedStatement deleted = connection.prepareStatement(DELETED);
          PreparedStatement ended = connection.prepareStatement(ENDED);
          PreparedStatement leased = connection.prepareStatement(LEASED)) {
        deleted.executeUpdate();
        ended.executeUpdate();
        try (ResultSet row = leased.executeQuery()) {
          return row.next() ? Optional.of(PlanRunRows.run(row)) : Optional.empty();
        }
      }
    });
  }

  @Override
  public boolean advance(PlanRun run, int pass, long counted) {
    return with(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(ADVANCED)) {
        statement.setInt(1, pass);
        statement.setLong(2, counted);
        statement.setString(3, run.id());
        statement.setLong(4, run.fence());
        return statement.executeUpdate() > 0;
      }
    });
  }

  @Override
  public void done(PlanRun run, PlanResult result) {
    close(run, "done", PlanRunRows.json(result), null);
  }

  @Override
  public void fail(PlanRun run, String words) {
    close(run, "failed", null, words);
  }

  private void close(PlanRun run, String state, @Nullable String result, @Nullable String words) {
    boolean _ =
        with(connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CLOSED)) {
            statement.setString(1, state);
            statement.setString(2, result);
            statement.setString(3, words);
            statement.setString(4, run.id());
            statement.setLong(5, run.fence());
            return statement.executeUpdate() > 0;
          }
        });
  }
}
