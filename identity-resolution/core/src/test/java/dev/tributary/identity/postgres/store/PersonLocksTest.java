package dev.tributary.identity.postgres.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.postgres.OwnDatabase;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.store.ProfileStore.Locked;
import dev.tributary.identity.store.StoreFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonLocksTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final ProfileRef ANN = new ProfileRef(WORKSPACE, new ProfileId("prf_ann"));
  private static final ProfileRef BOB = new ProfileRef(WORKSPACE, new ProfileId("prf_bob"));
  private static final String HERE =
      " and database = (select oid from pg_database where datname = current_database())";
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final OwnDatabase database = OwnDatabase.migrated();
  private Connection first;
  private Connection second;

  @BeforeEach
  void open() throws SQLException {
    first = transaction();
    second = transaction();
    new PostgresProfileStore(first).save(List.of(person(ANN, 1), person(BOB, 1)));
    first.commit();
  }

  @AfterEach
  void close() throws SQLException {
    first.close();
    second.close();
  }

  @Test
  void whoWaitedSeesWhatTheOtherHasWritten() throws Exception {
    lock(first, ANN);
    FutureTask<Map<ProfileRef, Locked>> waiting = started(() -> lock(second, ANN));
    awaitWaiting();
    new PostgresProfileStore(first).save(List.of(person(ANN, 2)));
    first.commit();
    assertThat(waiting.get().get(ANN).profile().version()).isEqualTo(2);
  }

  @Test
  void othersNeedNotWait() throws Exception {
    lock(first, ANN);
    assertThat(lock(second, BOB)).containsOnlyKeys(BOB);
  }

  @Test
  void whoIsDecidedAboutIsNotWritten() throws Exception {
    lock(first, ANN);
    first.commit();
    assertThat(number("select count(*) from profile where xmax <> 0")).isZero();
  }

  @Test
  void whoWantsVeryManyWaitsForAllWhoWantOneAndTakesOneLock() throws Exception {
    lock(first, ANN);
    SortedSet<ProfileRef> crowd = new TreeSet<>();
    IntStream.rangeClosed(0, PersonLocks.MOST)
        .forEach(each -> crowd.add(new ProfileRef(WORKSPACE, new ProfileId("prf_" + each))));
    FutureTask<Map<ProfileRef, Locked>> waiting =
        started(() -> new PostgresProfileStore(second).lock(crowd));
    awaitWaiting();
    first.commit();
    assertThat(waiting.get()).isEmpty();
    assertThat(number("select count(*) from pg_locks where locktype = 'advisory'" + HERE))
        .isEqualTo(1);
    FutureTask<Map<ProfileRef, Locked>> one = started(() -> lock(first, BOB));
    awaitWaiting();
    second.commit();
    assertThat(one.get()).containsOnlyKeys(BOB);
  }

  @Test
  void whatSomebodyWroteWithoutALockIsNotOverwritten() throws Exception {
    lock(first, ANN);
    new PostgresProfileStore(second).save(List.of(person(ANN, 2)));
    second.commit();
    assertThatThrownBy(() -> new PostgresProfileStore(first).save(List.of(person(ANN, 2))))
        .isInstanceOf(StoreFailure.class)
        .cause()
        .isInstanceOfSatisfying(
            SQLTransientException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
  }

  private Map<ProfileRef, Locked> lock(Connection tx, ProfileRef who) throws SQLException {
    return new PostgresProfileStore(tx).lock(new TreeSet<>(List.of(who)));
  }

  private Connection transaction() throws SQLException {
    Connection connection = database.worker().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static Profile person(ProfileRef key, long version) {
    Profile person = new Profile(key.workspace(), key.profile(), version);
    person.since().put(new Identifier(Identifier.USER_ID, key.profile().value()), Instant.EPOCH);
    person
        .seen()
        .put(
            new Identifier(Identifier.USER_ID, key.profile().value()),
            new Profile.Seen(Instant.EPOCH, Instant.EPOCH));
    person.restore(0);
    return person;
  }

  private static <T> FutureTask<T> started(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  private void awaitWaiting() {
    await()
        .atMost(BOUND)
        .until(() ->
            number(
                    "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                        + HERE)
                == 1);
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = database.worker().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
