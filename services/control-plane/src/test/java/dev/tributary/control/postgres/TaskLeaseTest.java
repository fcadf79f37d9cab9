package dev.tributary.control.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.control.alert.AlertStore;
import dev.tributary.control.clock.ClockStore;
import dev.tributary.control.clock.TickerRow;
import dev.tributary.control.postgres.alert.PostgresAlertStore;
import dev.tributary.control.postgres.clock.PostgresClockStore;
import dev.tributary.control.postgres.signin.PostgresFailures;
import dev.tributary.control.signin.FailureStore;
import dev.tributary.definitions.postgres.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tasks that one instance does at a time keep the same rule of leases. */
class TaskLeaseTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int INSTANCES = 8;

  private final OwnDatabase database = new OwnDatabase();
  private final Transactions worker = database.worker();
  private final AlertStore alerts = new PostgresAlertStore(worker);
  private final FailureStore failures = new PostgresFailures(worker);
  private final ClockStore clock = new PostgresClockStore(worker);

  @AfterEach
  void close() {
    database.close();
  }

  private interface Taking {
    boolean take(String self, Duration lease);
  }

  @Test
  void theAlertsHaveOneWatcherAtATime() throws Exception {
    assertLease("alert_watch", alerts::lease);
  }

  @Test
  void failedSignInsHaveOneReaderAtATime() throws Exception {
    assertLease("sign_in_failure_reader", failures::lease);
  }

  @Test
  void timeHasOneTickerAtATime() throws Exception {
    assertOneOfMany("ticker", (self, _) -> ticks(self));
    assertThat(clock.read().owner()).startsWith("instance");
  }

  private boolean ticks(String self) {
    return clock.step(self, () -> Duration.ofDays(30)).step() instanceof TickerRow.Tick;
  }

  private void assertLease(String table, Taking lease) throws Exception {
    assertOneOfMany(table, lease);
    expire(table);
    assertThat(lease.take("first", Duration.ofMillis(200))).isTrue();
    assertThat(lease.take("first", LONG)).as("its holder renews it").isTrue();
    assertThat(lease.take("second", LONG)).isFalse();
    assertThat(lease.take("first", Duration.ofMillis(1))).isTrue();
    await().atMost(BOUND).until(() -> lease.take("second", LONG));
    assertThat(lease.take("first", LONG)).as("it was lost").isFalse();
  }

  private void assertOneOfMany(String table, Taking lease) throws Exception {
    expire(table);
    List<Callable<Boolean>> all =
        IntStream.range(0, INSTANCES)
            .<Callable<Boolean>>mapToObj(i -> () -> lease.take("instance" + i, LONG))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int taken = 0;
      for (Future<Boolean> each : threads.invokeAll(all)) {
        taken += each.get() ? 1 : 0;
      }
      assertThat(taken).isEqualTo(1);
    }
  }

  private void expire(String table) throws SQLException {
    try (Connection connection = database.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("update " + table + " set leased_until = 'epoch'");
    }
  }
}
