package dev.tributary.runtime.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.testkit.purge.FilledTables;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkspaceTablesTest {

  @Test
  void everyTableLosesTheRowsOfTheWorkspaceAndNoOthers() throws Exception {
    try (TestDatabase database = TestDatabase.migrated("tables")) {
      FilledTables tables = new FilledTables(database.coordinates(), "workspace");
      tables.fill("wsp_gone");
      tables.fill("wsp_stays");
      Map<String, Long> others = tables.count("wsp_stays");
      WorkspaceTables part = new WorkspaceTables(database.worker());
      assertThat(part.purge(new WorkspaceId("wsp_gone"))).isPositive();
      assertThat(tables.count("wsp_gone").values()).containsOnly(0L);
      assertThat(tables.count("wsp_stays")).isEqualTo(others);
      assertThat(part.purge(new WorkspaceId("wsp_gone"))).isZero();
    }
  }

  @Test
  void rowsThatReferToOthersGoFirstAndBatchesFollowEachOther() throws Exception {
    try (TestDatabase database = TestDatabase.migrated("tables")) {
      FilledTables tables = new FilledTables(database.coordinates(), "workspace");
      tables.run(
          """
          create table a_parent (workspace text not null, id int, primary key (workspace, id));
          create table b_child (workspace text not null, parent int not null,
            foreign key (workspace, parent) references a_parent);
          insert into a_parent select 'wsp_gone', n from generate_series(1, 12000) n;
          insert into b_child select workspace, id from a_parent;
          grant select, delete on a_parent, b_child to %s\
          """
              .formatted(database.coordinates().worker().user()));
      assertThat(new WorkspaceTables(database.worker()).purge(new WorkspaceId("wsp_gone")))
          .isEqualTo(24_000);
    }
  }

  @Test
  void aTableThatTheWorkerMayNotEmptyFailsThePurge() throws Exception {
    try (TestDatabase database = TestDatabase.migrated("tables")) {
      new FilledTables(database.coordinates(), "workspace")
          .run("create table forgotten (workspace text not null)");
      assertThatThrownBy(
              () -> new WorkspaceTables(database.worker()).purge(new WorkspaceId("wsp_gone")))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("forgotten");
    }
  }
}
