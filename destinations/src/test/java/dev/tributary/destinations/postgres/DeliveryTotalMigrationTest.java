package dev.tributary.destinations.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.TestDatabase;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.EarlierMigrations;
import dev.tributary.testkit.infra.EarlierRows;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.infra.TestPool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Deliveries of a version that did not count them. */
class DeliveryTotalMigrationTest {
  private static final ClassLoader NOW = DeliveryTotalMigrationTest.class.getClassLoader();

  private static final String INSERT =
      """
      insert into delivery (id, workspace, destination, space, record_key, is_event, sync, object,
        version, hash, state, lane, root_event, root_received_at)
      select '%1$s' || n, '%2$s', 'dst_1', 'rows', '%1$s' || n, false, '%3$s', 'rows', 1, 'hash',
        '%4$s', 0, 'evt_1', now() from generate_series(1, %5$d) n\
      """;

  private static final String NUMBERS =
      """
      select coalesce(string_agg(workspace || ' ' || sync || ' ' || state || ' ' || n, ', '
        order by workspace, sync, state), '')
      from (
        select workspace, sync, state, sum(deliveries) as n from (
          select workspace, sync, state, deliveries from delivery_total
          union all select workspace, sync, state, difference from delivery_count_change) known
        group by workspace, sync, state) numbers
      where n <> 0\
      """;

  @Test
  void deliveriesFromBeforeAreCountedAndChangesOfTheVersionBeforeToo() throws SQLException {
    String rows =
        String.join(
            ";",
            rows("a", "shop", "syn_1", "delivered", 3),
            rows("b", "shop", "syn_1", "withheld", 1),
            rows("c", "other", "syn_2", "pending", 2));
    try (Connection worker =
            new EarlierRows(new EarlierMigrations(NOW, 27), rows).migrated(TestDatabase::migrate);
        Statement statement = worker.createStatement()) {
      assertThat(numbers(statement))
          .isEqualTo("other syn_2 pending 2, shop syn_1 delivered 3, shop syn_1 withheld 1");
      statement.execute(rows("d", "shop", "syn_1", "pending", 2));
      statement.execute(
          "with moved as (update delivery set state = 'rejected' where state = 'withheld'"
              + " returning id) select count(*) from moved");
      statement.execute("update delivery set sync = 'syn_3' where id = 'a1'");
      statement.execute("delete from delivery where workspace = 'other'");
      assertThat(numbers(statement))
          .isEqualTo(
              "shop syn_1 delivered 2, shop syn_1 pending 2, shop syn_1 rejected 1,"
                  + " shop syn_3 delivered 1");
    }
  }

  /** A statement that reads deliveries has the same lock until its transaction ends. */
  @Test
  void deliveriesAreReadWhileTheyAreCounted() throws SQLException {
    ServiceDatabase database = TestInfrastructure.postgres("counted");
    TestDatabase.migrate(database, new EarlierMigrations(NOW, 28));
    try (Connection reader = TestPool.of(database.address(), database.worker()).getConnection();
        Statement statement = reader.createStatement()) {
      statement.execute(rows("a", "shop", "syn_1", "delivered", 3));
      reader.setAutoCommit(false);
      statement.execute("select count(*) from delivery");
      TestDatabase.migrate(database, new EarlierMigrations(NOW, 29));
      assertThat(numbers(statement)).isEqualTo("shop syn_1 delivered 3");
      reader.commit();
      TestDatabase.migrate(database, NOW);
      assertThat(policiesOfTheUpgrade(statement)).isZero();
      reader.commit();
    }
  }

  private static int policiesOfTheUpgrade(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "select count(*) from pg_policies where policyname = 'owner_reads'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static String rows(String prefix, String workspace, String sync, String state, int n) {
    return INSERT.formatted(prefix, workspace, sync, state, n);
  }

  private static String numbers(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery(NUMBERS)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
