package dev.tributary.destinations.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.replica.Merge;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import dev.tributary.runtime.replica.ProfileReplica;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The merges of a chain arrive in different partitions, so two loops apply them at once. */
class ChainOfMergesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final WorkspaceId SHOP = new WorkspaceId("shop");
  private static final ProfileId A = new ProfileId("a");
  private static final ProfileId B = new ProfileId("b");
  private static final ProfileId C = new ProfileId("c");
  private static final Merge A_INTO_B = new Merge(new ProfileRef(SHOP, A), B);
  private static final Merge B_INTO_C = new Merge(new ProfileRef(SHOP, B), C);
  private static final String WAITING =
      """
      select exists (select from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and not l.granted)\
      """;

  private final ServiceDatabase database = TestDatabase.migrated("chain");

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachIdLeadsToTheLastProfileInAnyOrder(boolean inOrder) throws Exception {
    try (Connection first = worker();
        Connection second = worker();
        Connection watch = worker();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      apply(first, inOrder ? A_INTO_B : B_INTO_C);
      Future<?> other =
          threads.submit(() -> {
            apply(second, inOrder ? B_INTO_C : A_INTO_B);
            second.commit();
            return null;
          });
      await().atMost(BOUND).until(() -> other.isDone() || waiting(watch));
      first.commit();
      other.get();
      ProfileReplica replica = new PostgresProfileReplica(first);
      assertThat(replica.ids(List.of(new ProfileRef(SHOP, A))))
          .containsOnlyKeys(new ProfileRef(SHOP, C));
      assertThat(replica.ids(List.of(new ProfileRef(SHOP, C))).values())
          .containsExactly(List.of(C, A, B));
    }
  }

  @Test
  void theMigrationRepairsChains() throws Exception {
    try (Connection owner =
            DriverManager.getConnection(
                database.address(),
                TestInfrastructure.postgres().superuser().user(),
                TestInfrastructure.postgres().superuser().password());
        Statement statement = owner.createStatement()) {
      statement.execute(
          """
          insert into person_alias (workspace, profile, into_profile) values
            ('shop', 'a', 'b'), ('shop', 'b', 'c'), ('shop', 'c', 'd'), ('shop', 'x', 'd'),
            ('other', 'a', 'e'), ('other', 'c', 'f')\
          """);
      statement.execute(script());
      try (ResultSet rows =
          statement.executeQuery(
              """
              select string_agg(workspace || ':' || profile || into_profile, ' '
                order by workspace, profile) from person_alias\
              """)) {
        rows.next();
        assertThat(rows.getString(1))
            .isEqualTo("other:ae other:cf shop:ad shop:bd shop:cd shop:xd");
      }
    }
  }

  private void apply(Connection tx, Merge merge) throws SQLException {
    new PostgresProfileReplica(tx).lock(List.of(merge));
    new PostgresPeople().merge(tx, List.of(merge));
  }

  private Connection worker() throws SQLException {
    return DriverManager.getConnection(
        database.address(), database.worker().user(), database.worker().password());
  }

  private static boolean waiting(Connection watch) throws SQLException {
    try (Statement statement = watch.createStatement();
        ResultSet rows = statement.executeQuery(WAITING)) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  private static String script() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ChainOfMergesTest.class.getResourceAsStream(
                "/db/migration/V18__chains_of_merges.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
