package dev.tributary.identity.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.WorkspaceId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People of the version before the table of names are found by name. */
class NameBackfillTest {
  /** More than two steps, with an incomplete one at the end. */
  private static final int PEOPLE = 250;

  private final OwnDatabase database = OwnDatabase.before(44);

  @BeforeEach
  void thereArePeopleOfTheVersionBefore() throws SQLException {
    for (int each = 0; each < PEOPLE; each++) {
      save("wsp_1", "prf_%03d".formatted(each), trait("name", "Ann%d Smith".formatted(each)));
    }
    save("wsp_1", "prf_without", "");
    save("wsp_2", "prf_zoe", trait("firstName", "Zoë"));
    save("tri_1", "prf_copy", trait("name", "Copy"));
    execute("insert into replay_copy (name, workspace, job) values ('tri_1', 'wsp_1', 'job_1')");
    database.migrate();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theMigrationDoesNotWaitForTransactionsThatUseProfiles() throws SQLException {
    OwnDatabase busy = OwnDatabase.before(44);
    try (Connection reader = busy.worker().getConnection();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("select from profile, replay_copy");
      busy.migrateBefore(45);
    }
  }

  @Test
  void earlierPeopleAreFoundByNameAfterTheBackfill() throws SQLException {
    assertThat(found("wsp_1", "ann7")).isEmpty();
    assertThat(new NameBackfill(database.worker()).round()).isFalse();
    assertThat(found("wsp_1", "ann249")).containsExactly("prf_249");
    assertThat(found("wsp_2", "zoe")).containsExactly("prf_zoe");
    assertThat(count("select count(*) from profile_name")).isEqualTo(PEOPLE + 1);
    theSecondPassIsDue();
    assertThat(new NameBackfill(database.worker()).round()).isTrue();
    assertThat(count("select count(*) from profile_name_backfill")).isZero();
  }

  @Test
  void anInstallationWithoutPeopleHasNothingToStore() throws SQLException {
    assertThat(new NameBackfill(OwnDatabase.migrated().worker()).round()).isTrue();
  }

  @Test
  void aNameThatTheEarlierVersionChangesAfterTheFirstPassIsFoundAfterTheSecond()
      throws SQLException {
    new NameBackfill(database.worker()).round();
    execute(
        """
        update profile set document = convert_to(
          replace(convert_from(document, 'UTF8'), 'Zoë', 'Mia'), 'UTF8')
        where profile = 'prf_zoe'\
        """);
    new NameBackfill(database.worker()).round();
    assertThat(found("wsp_2", "mia")).isEmpty();
    theSecondPassIsDue();
    assertThat(new NameBackfill(database.worker()).round()).isTrue();
    assertThat(found("wsp_2", "mia")).containsExactly("prf_zoe");
    assertThat(found("wsp_2", "zoe")).isEmpty();
  }

  @Test
  void aNameThatTheEarlierVersionRemovesAfterTheFirstPassIsNotFoundAfterTheSecond()
      throws SQLException {
    new NameBackfill(database.worker()).round();
    execute(
        """
        update profile set document = convert_to(
          replace(convert_from(document, 'UTF8'), 'firstName', 'plan'), 'UTF8')
        where profile = 'prf_zoe'\
        """);
    theSecondPassIsDue();
    assertThat(new NameBackfill(database.worker()).round()).isTrue();
    assertThat(found("wsp_2", "zoe")).isEmpty();
    assertThat(found("wsp_1", "ann249")).containsExactly("prf_249");
  }

  @Test
  void aBackfillThatWasInterruptedContinuesWhereItStopped() throws SQLException {
    NameBackfill crashing = new NameBackfill(failing(database.worker(), 3));
    assertThatThrownBy(crashing::round).isInstanceOf(SQLException.class);
    assertThat(count("select count(*) from profile_name")).isPositive().isLessThan(PEOPLE);
    new NameBackfill(database.worker()).round();
    assertThat(count("select count(*) from profile_name")).isEqualTo(PEOPLE + 1);
  }

  @Test
  void aListOfWorkspacesThatWasInterruptedIsMadeAgain() throws SQLException {
    NameBackfill crashing = new NameBackfill(failing(database.worker(), 1));
    assertThatThrownBy(crashing::round).isInstanceOf(SQLException.class);
    assertThat(count("select count(*) from profile_name")).isZero();
    new NameBackfill(database.worker()).round();
    assertThat(count("select count(*) from profile_name")).isEqualTo(PEOPLE + 1);
  }

  @Test
  void theSecondPassChangesNothingWithoutChangedNames() throws SQLException {
    new NameBackfill(database.worker()).round();
    String before = rows();
    theSecondPassIsDue();
    assertThat(new NameBackfill(database.worker()).round()).isTrue();
    assertThat(count("select count(*) from profile_name")).isEqualTo(PEOPLE + 1);
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void aWorkspaceOfAnotherInstanceIsLeftToIt() throws SQLException {
    execute("update profile_name_backfill set workspace = 'wsp_1'");
    execute("insert into profile_name_backfill (workspace) values ('wsp_2')");
    try (Connection other = database.worker().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select from profile_name_backfill where workspace = 'wsp_1' for update");
      assertThat(new NameBackfill(database.worker()).round()).isFalse();
      assertThat(found("wsp_2", "zoe")).containsExactly("prf_zoe");
      assertThat(found("wsp_1", "ann7")).isEmpty();
    }
  }

  private void theSecondPassIsDue() throws SQLException {
    execute("update profile_name_backfill set again_at = now()");
  }

  private List<String> found(String workspace, String word) {
    return database
        .requests()
        .inWorkspace(
            new WorkspaceId(workspace),
            tx ->
                tx.createQuery("select profile from profiles_named(:words, :traits, 10)")
                    .bind("words", new String[] {word})
                    .bind("traits", new String[] {"name", "firstName"})
                    .mapTo(String.class)
                    .list());
  }

  private static String trait(String trait, String value) {
    return "\"%s\":{\"src_1\":[\"%s\",1,\"evt_1\",0]}".formatted(trait, value);
  }

  private void save(String workspace, String profile, String traits) throws SQLException {
    String document =
        """
        {"identifiers":[["user_id","%s",1]],"traits":{%s},"consent":{},"subscriptions":{},\
        "firstSeen":1,"lastSeen":1}\
        """
            .formatted(profile, traits);
    try (Connection worker = database.worker().getConnection();
        PreparedStatement insert =
            worker.prepareStatement(
                "insert into profile (workspace, profile, version, document)"
                    + " values (?, ?, 1, ?)")) {
      insert.setString(1, workspace);
      insert.setString(2, profile);
      insert.setBytes(3, document.getBytes(StandardCharsets.UTF_8));
      insert.executeUpdate();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection worker = database.worker().getConnection();
        Statement statement = worker.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The names with the places of their rows: a written row has another place. */
  private String rows() throws SQLException {
    try (Connection worker = database.worker().getConnection();
        Statement statement = worker.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select string_agg(profile || name || ctid, ',' order by profile)"
                    + " from profile_name")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private long count(String sql) throws SQLException {
    try (Connection worker = database.worker().getConnection();
        Statement statement = worker.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** A pool whose connections fail at this commit, counted from 1. */
  private static DataSource failing(DataSource pool, int failingCommit) {
    AtomicInteger commits = new AtomicInteger();
    return proxy(
        DataSource.class,
        pool,
        (method, answer) ->
            method.equals("getConnection")
                ? proxy(
                    Connection.class,
                    (Connection) answer.call(),
                    (called, inner) -> {
                      if (called.equals("commit") && commits.incrementAndGet() == failingCommit) {
                        throw new SQLException("The process ends here", "57P01");
                      }
                      return inner.call();
                    })
                : answer.call());
  }

  private interface Call {
    Object call() throws Throwable;
  }

  private interface Around {
    Object call(String method, Call answer) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, T of, Around around) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) ->
                around.call(
                    method.getName(),
                    () -> {
                      try {
                        return method.invoke(of, arguments);
                      } catch (InvocationTargetException e) {
                        throw requireNonNull(e.getCause());
                      }
                    })));
  }
}
