package dev.tributary.destinations.postgres;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.threads.PeriodicWork;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Keeps the numbers of deliveries by sync and state. Triggers write the differences of each
 * statement as rows of {@code delivery_count_change}. This class adds them to {@code
 * delivery_total}. A number is the sum of both tables, so it is exact at any time, also while this
 * class does not run. Several instances may run.
 */
public final class DeliveryTotals implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DeliveryTotals.class);
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final int AT_ONCE = 10_000;

  /** A comparison reads the whole ledger, so it is rare. */
  private static final Duration COMPARED_EVERY = Duration.ofDays(1);

  /** Two instances take different rows, and change totals in the same order. */
  private static final String FOLD =
      """
      with folded as (
        delete from delivery_count_change where id = any(array(
          select c.id from delivery_count_change c order by c.id limit ? for update skip locked))
        returning workspace, sync, state, difference),
      added as (
        insert into delivery_total as t (workspace, sync, state, deliveries)
        select workspace, sync, state, sum(difference) from folded
        group by workspace, sync, state order by workspace, sync, state
        on conflict (workspace, sync, state) do update
          set deliveries = t.deliveries + excluded.deliveries)
      select count(*) from folded\
      """;

  /** Another instance that compares at the moment has the lock. */
  private static final String DUE =
      """
      select 1 from delivery_total_check
      where checked_at < clock_timestamp() - make_interval(secs => ?)
      for update skip locked\
      """;

  private static final String CHECKED =
      "update delivery_total_check set checked_at = clock_timestamp()";

  /**
   * The ledger and the numbers are read as of one moment, so the correction is exact although
   * deliveries change meanwhile.
   */
  private static final String CORRECT =
      """
      with counted as (
        select workspace, sync, state, count(*) as deliveries from delivery
        where workspace <> all(?) group by workspace, sync, state),
      kept as (
        select workspace, sync, state, sum(deliveries) as deliveries from (
          select workspace, sync, state, deliveries from delivery_total
          union all select workspace, sync, state, difference from delivery_count_change) known
        where workspace <> all(?) group by workspace, sync, state),
      wrong as (
        select workspace, sync, state, coalesce(counted.deliveries, 0) as counted,
          coalesce(kept.deliveries, 0) as kept
        from counted full join kept using (workspace, sync, state)
        where coalesce(counted.deliveries, 0) <> coalesce(kept.deliveries, 0)),
      corrected as (
        insert into delivery_count_change (workspace, sync, state, difference)
        select workspace, sync, state, counted - kept from wrong)
      select workspace, sync, state, counted, kept from wrong\
      """;

  private final DataSource worker;
  private final Supplier<Collection<WorkspaceId>> purged;
  private final LongConsumer corrections;
  private final PeriodicWork work = new PeriodicWork("delivery-totals", ROUND, ROUND, this::round);

  /**
   * @param purged the workspaces that are being purged or were purged
   * @param corrections gets how many numbers were wrong, after each comparison that found any
   */
  public DeliveryTotals(
      DataSource worker, Supplier<Collection<WorkspaceId>> purged, LongConsumer corrections) {
    this.worker = worker;
    this.purged = purged;
    this.corrections = corrections;
  }

  /** A number that differed from the ledger. */
  public record Correction(
      WorkspaceId workspace, SyncId sync, String state, long counted, long kept) {}

  public void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
  }

  private void round() throws SQLException {
    fold();
    compareIfDue();
  }

  /** Adds the differences to the totals, in transactions of some thousand rows. */
  public void fold() throws SQLException {
    long folded;
    do {
      try (Connection connection = worker.getConnection();
          PreparedStatement statement = connection.prepareStatement(FOLD)) {
        statement.setInt(1, AT_ONCE);
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          folded = rows.getLong(1);
        }
      }
    } while (folded == AT_ONCE);
  }

  /**
   * Only one instance compares, once a day. The time is stored in the transaction of the
   * comparison, so a comparison that fails is repeated.
   *
   * @return the corrections; empty if no comparison is due
   */
  public List<Correction> compareIfDue() throws SQLException {
    return inTransaction(connection -> {
      if (!isDue(connection)) {
        return List.of();
      }
      List<Correction> corrected = correct(connection);
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(CHECKED);
      }
      return corrected;
    });
  }

  private static boolean isDue(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DUE)) {
      statement.setDouble(1, COMPARED_EVERY.toSeconds());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /**
   * Compares the numbers with the ledger, and corrects and reports those that differ. None should
   * ever differ.
   */
  public List<Correction> compare() throws SQLException {
    return inTransaction(this::correct);
  }

  @FunctionalInterface
  private interface Comparison {
    List<Correction> on(Connection connection) throws SQLException;
  }

  private List<Correction> inTransaction(Comparison comparison) throws SQLException {
    List<Correction> corrected;
    try (Connection connection = worker.getConnection()) {
      connection.setAutoCommit(false);
      try {
        corrected = comparison.on(connection);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
    report(corrected);
    return corrected;
  }

  /**
   * A purge deletes deliveries and numbers one after the other, so these workspaces are left out.
   */
  private List<Correction> correct(Connection connection) throws SQLException {
    List<Correction> corrected = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(CORRECT)) {
      Array leftOut =
          connection.createArrayOf(
              "text", purged.get().stream().map(WorkspaceId::value).toArray(String[]::new));
      statement.setArray(1, leftOut);
      statement.setArray(2, leftOut);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          corrected.add(
              new Correction(
                  new WorkspaceId(rows.getString(1)),
                  new SyncId(rows.getString(2)),
                  rows.getString(3),
                  rows.getLong(4),
                  rows.getLong(5)));
        }
      }
    }
    return corrected;
  }

  private void report(List<Correction> corrected) {
    if (!corrected.isEmpty()) {
      corrections.accept(corrected.size());
    }
    for (Correction each : corrected) {
      LOG.errorf(
          "The sync %s of %s has %d deliveries in state %s, and %d were counted; the number is"
              + " corrected",
          each.sync(), each.workspace(), each.counted(), each.state(), each.kept());
    }
  }
}
