package dev.tributary.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.TestDatabase;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowLevelSecurityTest {
  private TestDatabase database;
  private RequestDatabase requests;

  @BeforeEach
  void fill() throws Exception {
    database = TestDatabase.migrated("walls");
    requests = new RequestDatabase(database.request());
    for (String workspace : List.of("wsp_a", "wsp_b")) {
      requests.inWorkspace(
          new WorkspaceId(workspace), tx -> insert(tx, new WorkspaceId(workspace)));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aRequestSeesItsWorkspaceOnly() {
    assertThat(requests.inWorkspace(new WorkspaceId("wsp_a"), RowLevelSecurityTest::workspaces))
        .containsExactly("wsp_a");
    assertThat(requests.inWorkspace(new WorkspaceId("wsp_c"), RowLevelSecurityTest::workspaces))
        .isEmpty();
  }

  @Test
  void withoutAWorkspaceNothingIsSeenEvenOnAConnectionThatHadOne() {
    Jdbi request = Jdbi.create(database.request());
    for (int i = 0; i < 10; i++) {
      requests.inWorkspace(new WorkspaceId("wsp_a"), RowLevelSecurityTest::workspaces);
      assertThat(
              request.<List<String>, RuntimeException>withHandle(RowLevelSecurityTest::workspaces))
          .isEmpty();
    }
  }

  @Test
  void whatIsReadByKeyIsPlannedOnceInItsTransactionOnly() {
    assertThat(requests.byKey(new WorkspaceId("wsp_a"), RowLevelSecurityTest::workspaces))
        .containsExactly("wsp_a");
    assertThat(requests.byKey(new WorkspaceId("wsp_a"), RowLevelSecurityTest::planned))
        .isEqualTo("force_generic_plan");
    assertThat(requests.inWorkspace(new WorkspaceId("wsp_a"), RowLevelSecurityTest::planned))
        .isEqualTo("auto");
  }

  private static String planned(Handle tx) {
    return tx.createQuery("show plan_cache_mode").mapTo(String.class).one();
  }

  @Test
  void aRequestCannotWriteIntoAnotherWorkspace() {
    assertThatThrownBy(() ->
            requests.inWorkspace(
                new WorkspaceId("wsp_a"), tx -> insert(tx, new WorkspaceId("wsp_c"))))
        .hasMessageContaining("row-level security");
    int changed =
        requests.inWorkspace(
            new WorkspaceId("wsp_a"),
            tx -> tx.execute("update definition set name = 'mine' where workspace = 'wsp_b'"));
    assertThat(changed).isZero();
  }

  @Test
  void theWorkerSeesAll() {
    assertThat(
            Jdbi.create(database.worker())
                .<List<String>, RuntimeException>withHandle(RowLevelSecurityTest::workspaces))
        .containsExactly("wsp_a", "wsp_b");
  }

  @Test
  void neitherRoleMayChangeTheSchema() {
    assertThatThrownBy(() ->
            Jdbi.create(database.worker()).useHandle(tx -> tx.execute("drop table definition")))
        .hasMessageContaining("must be owner");
    assertThatThrownBy(() ->
            Jdbi.create(database.request())
                .useHandle(tx -> tx.execute("create table mine (id int)")))
        .hasMessageContaining("permission denied");
  }

  private static List<String> workspaces(Handle handle) {
    return handle
        .createQuery("select distinct workspace from definition order by workspace")
        .mapTo(String.class)
        .list();
  }

  private static int insert(Handle tx, WorkspaceId workspace) {
    return tx.execute(
        "insert into definition (workspace, kind, id, key, name, version, spec, created_at,"
            + " updated_at) values (?, 'k', 'id', 'key', 'name', 1, '{}', now(), now())",
        workspace.value());
  }
}
