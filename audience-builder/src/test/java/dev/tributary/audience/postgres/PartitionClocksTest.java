package dev.tributary.audience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.TestDatabase;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionClocksTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final List<WorkspaceId> WORKSPACES =
      Stream.of("a", "b", "c").map(WorkspaceId::new).toList();
  private static final int PART = 3;
  private static TestDatabase database;

  private final PartitionClocks clocks = new PartitionClocks();

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void clear() throws SQLException {
    database.clear();
  }

  @Test
  void noWorkspacesTimeGoesBackInWhateverOrderTicksCome() throws SQLException {
    SplittableRandom random = new SplittableRandom(3);
    Map<WorkspaceId, Instant> latest = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      Map<WorkspaceId, Instant> heldBack = new HashMap<>();
      for (WorkspaceId workspace : WORKSPACES.subList(0, 2)) {
        if (random.nextBoolean()) {
          heldBack.put(workspace, at(random.nextInt(i + 1)));
        }
      }
      Tick tick =
          Tick.of(at(random.nextInt(i + 1)), heldBack, Map.of(new WorkspaceId("a"), 60_000L));
      Tick stands = advance(tick);
      for (WorkspaceId workspace : WORKSPACES) {
        Instant its = tick.businessTime(workspace);
        latest.merge(workspace, its, (one, two) -> one.isBefore(two) ? two : one);
        assertThat(stands.businessTime(workspace)).isEqualTo(latest.get(workspace));
        assertThat(find().businessTime(workspace)).isEqualTo(latest.get(workspace));
        assertThat(slowest(workspace)).isEqualTo(latest.get(workspace));
      }
    }
  }

  @Test
  void whatAnInstanceOfTheVersionBeforeMovesIsMovedForEveryone() throws SQLException {
    advance(Tick.of(at(10), Map.of(new WorkspaceId("a"), at(3)), Map.of()));
    execute("update partition_clock set at = %d".formatted(at(6).toEpochMilli()));
    assertThat(find()).isEqualTo(Tick.of(at(10), Map.of(new WorkspaceId("a"), at(6)), Map.of()));
    assertThat(slowest(new WorkspaceId("a"))).isEqualTo(at(6));
    assertThat(slowest(new WorkspaceId("b"))).isEqualTo(at(10));
    execute("update partition_clock set at = %d".formatted(at(20).toEpochMilli()));
    assertThat(find()).isEqualTo(new Tick(at(20), Map.of()));
    assertThat(slowest(new WorkspaceId("a"))).isEqualTo(at(20));
    assertThat(slowest(new WorkspaceId("b"))).isEqualTo(at(20));
  }

  @Test
  void theSlowestPartitionIsAnotherForEachWorkspace() throws SQLException {
    try (Connection tx = database.worker().getConnection()) {
      assertThat(clocks.slowest(tx, new WorkspaceId("a"))).isEmpty();
      clocks.advance(
          tx,
          Map.of(
              1, Tick.of(at(10), Map.of(new WorkspaceId("a"), at(3)), Map.of()),
              2, Tick.of(at(9), Map.of(new WorkspaceId("b"), at(4)), Map.of())));
    }
    assertThat(slowest(new WorkspaceId("a"))).isEqualTo(at(3));
    assertThat(slowest(new WorkspaceId("b"))).isEqualTo(at(4));
    assertThat(slowest(new WorkspaceId("c"))).isEqualTo(at(9));
  }

  private Tick advance(Tick tick) throws SQLException {
    try (Connection tx = database.worker().getConnection()) {
      Tick stands = clocks.advance(tx, Map.of(PART, tick)).get(PART);
      assertThat(stands).isNotNull();
      return stands;
    }
  }

  private Tick find() throws SQLException {
    try (Connection tx = database.worker().getConnection()) {
      Tick found = clocks.find(tx, List.of(PART)).get(PART);
      assertThat(found).isNotNull();
      return found;
    }
  }

  private Instant slowest(WorkspaceId workspace) throws SQLException {
    try (Connection tx = database.worker().getConnection()) {
      return clocks.slowest(tx, workspace).orElseThrow();
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection tx = database.worker().getConnection();
        Statement statement = tx.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }
}
