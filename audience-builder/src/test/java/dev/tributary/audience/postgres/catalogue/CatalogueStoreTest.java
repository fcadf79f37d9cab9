package dev.tributary.audience.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.StoredAudiences;
import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.GenerationPlanning;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.catalogue.Step;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogueStoreTest {
  private static final WorkspaceId ONE = new WorkspaceId("one");
  private static final WorkspaceId TWO = new WorkspaceId("two");
  private static final String RULE =
      "{\"trait\": \"plan\", \"operator\": \"equals\", \"value\": \"pro\"}";

  private static TestDatabase database;
  private final CatalogueStore store = new CatalogueStore();

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void twoWorkspaces() throws SQLException {
    database.clear();
    for (WorkspaceId workspace : List.of(ONE, TWO)) {
      define(workspace);
      evaluate(workspace);
    }
  }

  @Test
  void anEditReadsTheAudiencesOfItsWorkspaceOnly() throws SQLException {
    Catalogue before = current();
    define(ONE);
    Catalogue after = current();
    assertThat(after.byWorkspace().get(ONE).wanted().getFirst().version()).isEqualTo(2);
    assertThat(after.byWorkspace().get(ONE)).isNotSameAs(before.byWorkspace().get(ONE));
    assertThat(after.byWorkspace().get(TWO)).isSameAs(before.byWorkspace().get(TWO));
    assertThat(after.rules(TWO).live()).hasSize(1);
    assertThat(current()).isSameAs(after);
  }

  @Test
  void anEditWhileTheCatalogueIsReadIsInThePicture() throws SQLException {
    current();
    define(ONE);
    AtomicInteger readings = new AtomicInteger();
    Catalogue read;
    try (Connection tx = database.worker().getConnection()) {
      read =
          store.current(
              before(
                  tx,
                  "from audience_state",
                  () -> {
                    if (readings.incrementAndGet() == 1) {
                      define(ONE);
                      define(TWO);
                    }
                  }));
    }
    assertThat(readings).hasValue(2);
    assertThat(read.byWorkspace().get(ONE).wanted().getFirst().version()).isEqualTo(3);
    assertThat(read.byWorkspace().get(TWO).wanted().getFirst().version()).isEqualTo(2);
    assertThat(read).isSameAs(current());
  }

  @Test
  void anEditElsewhereLeavesTheCatalogueLockableForAWorkspace() throws SQLException {
    Catalogue known = current();
    define(ONE);
    try (Connection tx = database.worker().getConnection()) {
      tx.setAutoCommit(false);
      assertThat(store.lock(tx, known, List.of(TWO))).isTrue();
      assertThat(store.lock(tx, known, List.of(ONE, TWO))).isFalse();
      store.raise(tx, List.of(TWO));
      tx.commit();
    }
    Catalogue after = current();
    assertThat(after.byWorkspace().get(ONE).wanted().getFirst().version()).isEqualTo(2);
    assertThat(after.byWorkspace().get(TWO)).isNotSameAs(known.byWorkspace().get(TWO));
  }

  @Test
  void anInstanceThatDoesNotSayWhoseAudiencesItChangedMayHaveChangedAll() throws SQLException {
    Catalogue before = current();
    execute("update catalogue_revision set revision = revision + 1");
    Catalogue after = current();
    assertThat(after.byWorkspace()).containsOnlyKeys(ONE, TWO);
    assertThat(after.byWorkspace().values())
        .doesNotContainAnyElementsOf(before.byWorkspace().values());
  }

  @Test
  void aPurgedWorkspaceIsForgotten() throws SQLException {
    Catalogue before = current();
    execute("delete from workspace_catalogue where workspace = 'one'");
    Catalogue after = current();
    assertThat(after.byWorkspace()).containsOnlyKeys(TWO);
    assertThat(after.byWorkspace().get(TWO)).isSameAs(before.byWorkspace().get(TWO));
    try (Connection tx = database.worker().getConnection()) {
      tx.setAutoCommit(false);
      assertThat(store.lock(tx, before, List.of(ONE))).isFalse();
      tx.rollback();
    }
  }

  @Test
  void aRuleOfALaterVersionConcernsItsWorkspaceOnly() throws SQLException {
    String later = "{\"lookalike\": {\"of\": \"aud_one\"}}";
    StoredAudiences.define(database.request(), ONE, new AudienceId("aud_later"), later);
    evaluate(ONE, new AudienceId("aud_later"), later, "[]");
    evaluate(
        ONE, new AudienceId("aud_typed"), RULE, "[{\"trait\": \"plan\", \"type\": \"colour\"}]");
    execute("update catalogue_revision set revision = revision + 1, changed_workspace = 'one'");
    Catalogue catalogue = current();

    assertThat(catalogue.rules(TWO).live())
        .extracting("audience")
        .containsExactly(new AudienceId("aud_two"));
    assertThat(catalogue.rules(TWO).readable()).isTrue();
    assertThat(catalogue.rules(ONE).live())
        .extracting("audience")
        .containsExactly(new AudienceId("aud_one"));
    assertThat(catalogue.rules(ONE).readable()).isFalse();
    assertThat(catalogue.rules(ONE).unreadable())
        .extracting("audience")
        .containsExactlyInAnyOrder(new AudienceId("aud_later"), new AudienceId("aud_typed"));
    assertThat(catalogue.readableWorkspaces()).containsExactly(TWO);
    assertThat(steps(catalogue, ONE)).isEmpty();

    // An edit that this version can read helps, and so does a deletion.
    StoredAudiences.define(database.request(), ONE, new AudienceId("aud_later"), RULE);
    StoredAudiences.delete(database.request(), ONE, new AudienceId("aud_typed"), later);
    assertThat(steps(current(), ONE))
        .extracting(step -> step.wanted().audience() + " " + step.getClass().getSimpleName())
        .containsExactlyInAnyOrder("aud_later Build", "aud_typed Remove");
  }

  private static List<Step> steps(Catalogue catalogue, WorkspaceId workspace) {
    Settings settings = new Settings(ZoneOffset.UTC, DeclaredTypes.NONE);
    return new GenerationPlanning(catalogue, _ -> Optional.of(settings))
        .steps(catalogue.byWorkspace().get(workspace));
  }

  private Catalogue current() throws SQLException {
    try (Connection tx = database.worker().getConnection()) {
      return store.current(tx);
    }
  }

  private static void define(WorkspaceId workspace) throws SQLException {
    StoredAudiences.define(database.request(), workspace, new AudienceId("aud_" + workspace), RULE);
  }

  private static void evaluate(WorkspaceId workspace) throws SQLException {
    evaluate(workspace, new AudienceId("aud_" + workspace), RULE, "[]");
  }

  private static void evaluate(
      WorkspaceId workspace, AudienceId audience, String rule, String types) throws SQLException {
    execute(
        """
        with built as (
          insert into generation (workspace, audience, definition_version, rule, zone, types)
          values ('%1$s', '%2$s', 1, '%3$s', 'UTC', '%4$s') returning id)
        insert into audience_state (audience, workspace, definition_version, stage, active)
        select '%2$s', '%1$s', 1, 'settled', id from built\
        """
            .formatted(workspace, audience, rule, types));
  }

  private static void execute(String sql) throws SQLException {
    try (Connection tx = database.worker().getConnection();
        Statement statement = tx.createStatement()) {
      statement.execute(sql);
    }
  }

  private interface Interruption {
    void run() throws SQLException;
  }

  /** A connection on which something happens before a statement is prepared. */
  private static Connection before(Connection tx, String text, Interruption interruption) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("prepareStatement")
                  && arguments[0].toString().contains(text)) {
                interruption.run();
              }
              try {
                return method.invoke(tx, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
