package dev.tributary.control.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.purge.WorkspaceTables;
import dev.tributary.testkit.purge.FilledTables;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables come from information_schema: a new one is part of this test at once. */
class PurgedTablesTest {

  @Test
  void aPurgeEmptiesEveryTableOfItsWorkspaceAndNoOther() throws Exception {
    FilledTables tables = new FilledTables(OwnDatabase.migrated(), "workspace");
    tables.fill("wsp_gone");
    tables.fill("wsp_stays");
    Map<String, Long> others = tables.count("wsp_stays");
    assertThat(tables.count("wsp_gone").values()).isNotEmpty().doesNotContain(0L);
    new WorkspaceTables(tables.worker()).purge(new WorkspaceId("wsp_gone"));
    assertThat(tables.count("wsp_gone").values()).containsOnly(0L);
    assertThat(tables.count("wsp_stays")).isEqualTo(others);
  }
}
