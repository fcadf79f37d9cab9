package dev.tributary.runtime.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WorkspacePurgesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void anErrorInThePurgeOfOneWorkspaceDelaysNoOtherAndThePurgeIsTriedAgain() throws SQLException {
    AtomicInteger failures = new AtomicInteger();
    PurgePart part =
        workspace -> {
          if (workspace.value().equals("wsp_broken")) {
            failures.incrementAndGet();
            throw new StackOverflowError("A row is nested too deep");
          }
          return 0;
        };
    try (TestDatabase database = TestDatabase.migrated("purges");
        WorkspacePurges purges =
            purges(
                database,
                () -> List.of(new WorkspaceId("wsp_broken"), new WorkspaceId("wsp_gone")),
                part)) {
      purges.start();
      await().atMost(BOUND).until(() -> purges.purgedAt(new WorkspaceId("wsp_gone")).isPresent());
      await().atMost(BOUND).until(() -> failures.get() >= 2);
      assertThat(purges.purgedAt(new WorkspaceId("wsp_broken"))).isEmpty();
    }
  }

  @Test
  void thePurgesGoOnAfterAnErrorOutsideOfAPurge() throws SQLException {
    AtomicInteger reads = new AtomicInteger();
    Supplier<Collection<WorkspaceId>> deleted =
        () -> {
          if (reads.incrementAndGet() == 1) {
            throw new StackOverflowError("A definition is nested too deep");
          }
          return List.of(new WorkspaceId("wsp_gone"));
        };
    try (TestDatabase database = TestDatabase.migrated("purges");
        WorkspacePurges purges = purges(database, deleted, _ -> 0)) {
      purges.start();
      await().atMost(BOUND).until(() -> purges.purgedAt(new WorkspaceId("wsp_gone")).isPresent());
    }
  }

  private static WorkspacePurges purges(
      TestDatabase database, Supplier<Collection<WorkspaceId>> deleted, PurgePart part) {
    return new WorkspacePurges(
        deleted, new PurgedWorkspaces(database.worker()), List.of(part), Clock.systemUTC());
  }
}
