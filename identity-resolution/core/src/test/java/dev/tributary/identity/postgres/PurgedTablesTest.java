package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.purge.FilledTables;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables come from information_schema: a new one is part of this test at once. */
class PurgedTablesTest {

  @Test
  void aPurgeEmptiesEveryTableOfItsWorkspaceItsShadowsAndNoOther() throws Exception {
    FilledTables tables = new FilledTables(TestDatabase.migrated("purged"), "workspace", "shadow");
    tables.fill("shd_gone");
    tables.run("delete from replay_copy");
    tables.fill("wsp_gone");
    tables.run("update replay_copy set name = 'shd_gone'");
    tables.fill("wsp_stays");
    Map<String, Long> others = tables.count("wsp_stays");
    assertThat(tables.count("wsp_gone").values()).isNotEmpty().doesNotContain(0L);
    IdentityTables.of(tables.worker()).purge(new WorkspaceId("wsp_gone"));
    assertThat(tables.count("wsp_gone").values()).containsOnly(0L);
    assertThat(tables.count("shd_gone").values()).containsOnly(0L);
    assertThat(tables.count("wsp_stays")).isEqualTo(others);
  }
}
