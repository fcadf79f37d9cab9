package dev.tributary.audience.postgres.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.TestDatabase;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AudienceFactsTest {
  private static final WorkspaceId SHOP = new WorkspaceId("shop");
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final Duration AHEAD = Duration.ofHours(1);
  private static TestDatabase database;

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void anAudience() throws SQLException {
    database.clear();
    execute(
        "insert into partition_clock values (0, %d, '{\"shop\": %d}'), (1, %d, '{}')"
            .formatted(NOW.toEpochMilli(), AHEAD.toMillis(), NOW.toEpochMilli() - 1));
    audience("shop", "aud_1", "settled", NOW.minus(Duration.ofDays(3)), false);
  }

  private static void audience(
      String workspace, String id, String stage, Instant settled, boolean deleted)
      throws SQLException {
    execute(
        """
        insert into audience_state (audience, workspace, definition_version, stage, active, settled_at)
        values ('%s', '%s', 1, '%s', 7, %d)\
        """
            .formatted(id, workspace, stage, settled.plus(AHEAD).toEpochMilli()));
    define(
        workspace,
        """
        insert into definition
          (workspace, kind, id, key, name, version, spec, deleted, created_at, updated_at)
        values ('%s', 'audience', '%s', '%s', 'Name of %s', 1, '{}', %s, now(), now())\
        """
            .formatted(workspace, id, id, id, deleted));
  }

  /** As the role of requests, which sees one workspace. */
  private static void define(String workspace, String insert) throws SQLException {
    try (Connection tx = database.request().getConnection();
        Statement statement = tx.createStatement()) {
      tx.setAutoCommit(false);
      statement.execute("select set_config('app.workspace', '%s', true)".formatted(workspace));
      statement.execute(insert);
      tx.commit();
    }
  }

  /** At a time of the wall clock. */
  private static void size(String workspace, String audience, Duration ago, long size)
      throws SQLException {
    execute(
        "insert into audience_size (audience, workspace, at, size) values ('%s', '%s', %d, %d)"
            .formatted(audience, workspace, NOW.minus(ago).plus(AHEAD).toEpochMilli(), size));
  }

  private static List<WorkspaceFact> facts(String... workspaces) {
    return new AudienceFacts(
            database.worker(),
            workspace ->
                workspace.equals(new WorkspaceId("unknown"))
                    ? Optional.empty()
                    : Optional.of(AHEAD))
        .facts(Set.copyOf(List.of(workspaces).stream().map(WorkspaceId::new).toList()));
  }

  private static Fact fact(long size, Duration ago, Long former, Long dayAgo) {
    return new Fact.AudienceSize(
        new AudienceId("aud_1"), "Name of aud_1", size, NOW.minus(ago), former, dayAgo);
  }

  @Test
  void theNewestSizeComesWithTheOneBeforeAndTheOneOfADayAgo() throws SQLException {
    assertThat(facts("shop")).as("no size yet").isEmpty();
    size("shop", "aud_1", Duration.ofHours(50), 10);
    assertThat(facts("shop"))
        .containsExactly(new WorkspaceFact(SHOP, fact(10, Duration.ofHours(50), null, 10L)));
    size("shop", "aud_1", Duration.ofHours(25), 20);
    size("shop", "aud_1", Duration.ofHours(23), 30);
    size("shop", "aud_1", Duration.ofHours(2), 40);
    assertThat(facts("shop"))
        .containsExactly(new WorkspaceFact(SHOP, fact(40, Duration.ofHours(2), 30L, 20L)));
  }

  @Test
  void aSizeByAnEarlierRuleIsNotCompared() throws SQLException {
    size("shop", "aud_1", Duration.ofHours(25), 20);
    size("shop", "aud_1", Duration.ofHours(2), 40);
    execute(
        "update audience_state set settled_at = %d"
            .formatted(NOW.plus(AHEAD).minus(Duration.ofHours(3)).toEpochMilli()));
    assertThat(facts("shop"))
        .containsExactly(new WorkspaceFact(SHOP, fact(40, Duration.ofHours(2), 20L, null)));
    execute("update audience_state set stage = 'building'");
    assertThat(facts("shop")).as("while a new rule is computed").isEmpty();
  }

  @Test
  void workspacesAreReadTogetherAndADeletedAudienceHasNoSize() throws SQLException {
    size("shop", "aud_1", Duration.ofHours(2), 1);
    audience("other", "aud_2", "settled", NOW.minus(Duration.ofDays(3)), false);
    size("other", "aud_2", Duration.ofHours(2), 2);
    audience("other", "aud_3", "settled", NOW.minus(Duration.ofDays(3)), true);
    size("other", "aud_3", Duration.ofHours(2), 3);
    audience("unknown", "aud_4", "settled", NOW.minus(Duration.ofDays(3)), false);
    size("unknown", "aud_4", Duration.ofHours(2), 4);
    assertThat(facts("shop", "other", "unknown"))
        .extracting(each -> each.workspace() + " " + ((Fact.AudienceSize) each.fact()).size())
        .containsExactlyInAnyOrder("shop 1", "other 2");
    assertThat(facts("other")).hasSize(1);
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection tx = database.worker().getConnection();
        Statement statement = tx.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
