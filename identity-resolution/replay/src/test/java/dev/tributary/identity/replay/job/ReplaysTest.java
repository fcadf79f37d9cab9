package dev.tributary.identity.replay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobBuilder;
import dev.tributary.identity.job.JobState;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.postgres.replay.PostgresReplayDatabase;
import dev.tributary.identity.postgres.replay.PostgresReplayTransaction;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.replay.ReplayJobKinds;
import dev.tributary.identity.store.StoreFailure;
import dev.tributary.identity.store.replay.RebuildStore.Ending;
import dev.tributary.identity.store.replay.ReplayCopyStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long copies live, and that what was found in one outlives it. */
class ReplaysTest {
  private static Identity identity;

  private final Ids ids = new Ids(Clock.systemUTC(), new Random());

  @BeforeAll
  static void migrate() {
    identity = ReplayFixture.migrated();
  }

  @Test
  void theResultCountsAlsoIfTheCopyCannotBeClosed() throws Exception {
    AtomicBoolean gone = new AtomicBoolean();
    try (var pool = identity.pool()) {
      String found =
          replays(failing(pool, gone))
              .within(
                  job(),
                  Ids.REBUILD,
                  (_, _, _, _) -> {
                    gone.set(true);
                    return "found";
                  });
      assertThat(found).isEqualTo("found");
    }
  }

  @Test
  void noCopyIsEmptiedWhileAReplayStillUsesIt() throws Exception {
    ReplayCopy copy =
        new ReplayCopy(
            new WorkspaceId(ids.next(Ids.WORKSPACE)), new WorkspaceId(ids.next(Ids.REBUILD)));
    try (Connection loop = identity.connect();
        Connection closing = identity.connect();
        Statement patience = closing.createStatement()) {
      var stores = new PostgresReplayTransaction(loop);
      ReplayCopyStore copies = stores.replays().copies();
      ReplayCopyStore closer = new PostgresReplayTransaction(closing).replays().copies();
      copies.open(copy, "rbd_1");
      loop.commit();
      closing.setAutoCommit(true);
      patience.execute("set lock_timeout = '200ms'");

      assertThat(copies.isOpen(copy)).isTrue();
      assertThatExceptionOfType(StoreFailure.class)
          .isThrownBy(() -> closer.close(copy.name().value()))
          .havingCause()
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
      stores.replays().rebuilds().ended(copy, List.of(new ProfileId("prf_1")), Ending.CHANGED);
      loop.commit();

      closer.close(copy.name().value());
      assertThat(copies.isOpen(copy)).isFalse();
      assertThat(
              identity.rows(
                  "select profile from rebuilt_profile where shadow = '%s'".formatted(copy.name())))
          .isEmpty();
    }
  }

  private Replays replays(DataSource worker) {
    return new Replays(
        new PostgresReplayDatabase(worker),
        _ -> new RememberedLog(List.of()),
        identity.models(),
        _ -> "NL",
        ids,
        Clock.systemUTC());
  }

  private Job job() {
    return JobBuilder.builder()
        .workspace(new WorkspaceId(ids.next(Ids.WORKSPACE)))
        .id(ids.next(Ids.REBUILD))
        .kind(ReplayJobKinds.REBUILD)
        .state(JobState.RUNNING)
        .spec(NullNode.getInstance())
        .progress(null)
        .result(null)
        .error(null)
        .createdBy("ann")
        .createdAt(Instant.EPOCH)
        .startedAt(null)
        .endedAt(null)
        .cancelAsked(false)
        .attempts(1)
        .build();
  }

  /** A pool that has no connection any more once its database is gone. */
  private static DataSource failing(DataSource pool, AtomicBoolean gone) {
    return (DataSource)
        Proxy.newProxyInstance(
            ReplaysTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, arguments) -> {
              if (gone.get()) {
                throw new SQLException("gone", "08006");
              }
              try {
                return method.invoke(pool, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
