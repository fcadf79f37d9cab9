package dev.tributary.destinations.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import dev.tributary.destinations.pacing.SpentStore;
import dev.tributary.destinations.pacing.SpentStore.Key;
import dev.tributary.destinations.pacing.SpentStoreContract;
import dev.tributary.destinations.postgres.delivery.PostgresSpentBudgets;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresSpentBudgetsTest extends SpentStoreContract {
  private final List<AgroalDataSource> pools = new ArrayList<>();

  @Override
  protected SpentStore store() {
    ServiceDatabase database = TestDatabase.migrated("spent");
    AgroalDataSource pool = TestPool.of(database.address(), database.worker());
    pools.add(pool);
    return new PostgresSpentBudgets(pool);
  }

  @AfterEach
  void close() {
    pools.forEach(AgroalDataSource::close);
  }

  @Test
  void instancesThatTakeAtOnceGetNoMoreThanTheLimitTogether() throws Exception {
    SpentStore store = store();
    Instant start = Instant.parse("2026-03-01T00:00:00Z");
    Counted day = new Counted(start, start, start.plusSeconds(86_400));
    List<Future<Long>> granted = new ArrayList<>();
    try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        Key key = new Key(new WorkspaceId("wsp_" + i % 2), "account", "budget");
        granted.add(
            instances.submit(() -> store.take(key, day, 100, 7, start).orElseThrow().granted()));
      }
    }
    long sum = 0;
    for (Future<Long> each : granted) {
      sum += each.get();
    }
    assertThat(sum).isEqualTo(100);
  }
}
