package dev.tributary.audience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.postgres.Aliases.Alias;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.infra.TableScans;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ids of merged people are looked up, at a cost that does not grow with all merges. */
class AliasLookupTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("shop");
  private static final int MERGES = 3_000;
  private static TestDatabase database;

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void aLookupReadsNoMergesOfOtherPeople() throws SQLException {
    Aliases aliases = new Aliases();
    try (Connection tx = database.worker().getConnection()) {
      tx.setAutoCommit(false);
      aliases.add(tx, merges());
      long before = TableScans.of(tx, "alias");

      Map<ProfileId, ProfileId> roots =
          aliases.roots(
              tx,
              List.of(
                  new ProfileId("old-1"),
                  new ProfileId("older-1"),
                  new ProfileId("new-1"),
                  new ProfileId("alone")));
      Map<ProfileId, List<ProfileId>> families =
          aliases.families(tx, List.of(new ProfileId("new-1"), new ProfileId("alone")));

      assertThat(roots)
          .containsEntry(new ProfileId("old-1"), new ProfileId("new-1"))
          .containsEntry(new ProfileId("older-1"), new ProfileId("new-1"))
          .containsEntry(new ProfileId("new-1"), new ProfileId("new-1"))
          .containsEntry(new ProfileId("alone"), new ProfileId("alone"));
      assertThat(families.get(new ProfileId("new-1")))
          .containsExactlyInAnyOrder(
              new ProfileId("new-1"), new ProfileId("old-1"), new ProfileId("older-1"));
      assertThat(families.get(new ProfileId("alone"))).containsExactly(new ProfileId("alone"));
      assertThat(TableScans.of(tx, "alias") - before).as("reads of the whole table").isZero();
      tx.rollback();
    }
  }

  /**
   * Each person was merged twice: {@code older} into {@code old}, and {@code old} into {@code new}.
   */
  private static List<Alias> merges() {
    return IntStream.range(0, MERGES)
        .boxed()
        .flatMap(i ->
            Stream.of(
                new Alias(WORKSPACE, new ProfileId("older-" + i), new ProfileId("old-" + i)),
                new Alias(WORKSPACE, new ProfileId("old-" + i), new ProfileId("new-" + i))))
        .toList();
  }
}
