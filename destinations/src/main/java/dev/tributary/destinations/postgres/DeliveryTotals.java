package dev.tributary.destinations.postgres;

import dev.tributary.runtime.threads.ResilientWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
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

  private static final String DUE =
      """
      update delivery_total_check set checked_at = clock_timestamp() where single = any(array(
        select single from delivery_total_check
        where checked_at < clock_timestamp() - make_interval(secs => ?)
        for update skip locked))\
      """;

  /**
   * The ledger and the numbers are read as of one moment, so the correction is exact although
   * deliveries change meanwhile.
   */
  private static final String CORRECT =
      """
      with counted as (
        select workspace, sync, state, count(*) as deliveries from delivery
        group by workspace, sync, state),
      kept as (
        select workspace, sync, state, sum(deliveries) as deliveries from (
          select workspace, sync, state, deliveries from delivery_total
          union all select workspace, sync, state, difference from delivery_count_change) known
        group by workspace, sync, state),
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
  private final LongConsumer corrections;
  private volatile boolean running;

  /**
   * @param corrections gets how many numbers were wrong, after each comparison that found any
   */
  public DeliveryTotals(DataSource worker, LongConsumer corrections) {
    this.worker = worker;
    this.corrections = corrections;
  }

  /** A number that differed from the ledger. */
  public record Correction(String workspace, String sync, String state, long counted, long kept) {}

  public void start() {
    running = true;
    ResilientWork.start(Thread.ofVirtual().name("delivery-totals"), () -> running, this::run);
  }

  @Override
  public void close() {
    running = false;
  }

  private void run() {
    while (running) {
      try {
        Thread.sleep(ROUND);
        fold();
        if (comparisonIsDue()) {
          compare();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException e) {
        LOG.warnf("The numbers of deliveries are not added up at the moment: %s", e.getMessage());
      }
    }
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

  /** Only one instance gets true, once a day. */
  private boolean comparisonIsDue() throws SQLException {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement = connection.prepareStatement(DUE)) {
      statement.setDouble(1, COMPARED_EVERY.toSeconds());
      return statement.executeUpdate() > 0;
    }
  }

  /**
   * Compares the numbers with the ledger, and corrects and reports those that differ. None should
   * ever differ.
   */
  public List<Correction> compare() throws SQLException {
    List<Correction> corrected = new ArrayList<>();
    try (Connection connection = worker.getConnection();
        PreparedStatement statement = connection.prepareStatement(CORRECT);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        corrected.add(
            new Correction(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getLong(4),
                rows.getLong(5)));
      }
    }
    if (!corrected.isEmpty()) {
      corrections.accept(corrected.size());
    }
    for (Correction each : corrected) {
      LOG.errorf(
          "The sync %s of %s has %d deliveries in state %s, and %d were counted; the number is"
              + " corrected",
          each.sync(), each.workspace(), each.counted(), each.state(), each.kept());
    }
    return corrected;
  }
}
