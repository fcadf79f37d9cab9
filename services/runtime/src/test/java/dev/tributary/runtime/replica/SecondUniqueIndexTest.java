package dev.tributary.runtime.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A service may have a second unique index on the merges, as audience-builder has for instances of
 * an earlier version. PostgreSQL looks for rows in conflict before it inserts a row, and again in
 * each index that it inserts the row into. The first index here is a gate between the two.
 */
class SecondUniqueIndexTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Merge MERGE =
      new Merge(
          new ProfileRef(new WorkspaceId("shop"), new ProfileId("prf_a")), new ProfileId("prf_b"));

  /** A row enters its indexes in the order in which they were created. */
  private static final String INDEXES =
      """
      create function gate(profile text) returns text immutable language plpgsql as $$
      begin
        if current_setting('test.gate', true) = 'closed' then
          perform pg_advisory_xact_lock_shared(7);
        end if;
        return profile;
      end $$;
      alter table merged_profile drop constraint merged_profile_pkey;
      create index merged_profile_gate on merged_profile (gate(profile));
      alter table merged_profile add primary key (workspace, profile);
      create unique index merged_profile_by_profile on merged_profile (profile)\
      """;

  private static final String WAITING =
      """
      select count(*) from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and not l.granted\
      """;

  private TestDatabase database;

  @BeforeEach
  void start() throws SQLException {
    database = TestDatabase.migrated("replica");
    ServiceDatabase coordinates = database.coordinates();
    try (AgroalDataSource pool =
            TestPool.of(coordinates.address(), TestInfrastructure.postgres().superuser());
        Connection superuser = pool.getConnection()) {
      execute(superuser, INDEXES);
    }
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void twoTransactionsInsertTheSameMergeAtTheSameMoment() throws Exception {
    try (Connection first = begin();
        Connection second = begin();
        Connection gate = begin();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      execute(gate, "select pg_advisory_xact_lock(7)");
      execute(second, "set local test.gate = 'closed'");
      Future<?> merged =
          threads.submit(() -> {
            new PostgresProfileReplica(second).merge(List.of(MERGE));
            second.commit();
            return null;
          });
      await().atMost(BOUND).until(() -> database.number(WAITING) == 1);
      new PostgresProfileReplica(first).merge(List.of(MERGE));
      gate.commit();
      await().atMost(BOUND).until(() -> database.number(WAITING) == 0);
      first.commit();
      merged.get();
    }
    assertThat(database.number("select count(*) from merged_profile")).isEqualTo(1);
  }

  private Connection begin() throws SQLException {
    Connection tx = database.worker().getConnection();
    tx.setAutoCommit(false);
    return tx;
  }

  private static void execute(Connection tx, String sql) throws SQLException {
    try (Statement statement = tx.createStatement()) {
      statement.execute(sql);
    }
  }
}
