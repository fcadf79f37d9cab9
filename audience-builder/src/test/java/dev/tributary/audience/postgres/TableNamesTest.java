package dev.tributary.audience.postgres;

import dev.tributary.audience.TestDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.tables.TableNames;
import org.junit.jupiter.api.Test;

class TableNamesTest {

  @Test
  void allNamesFollowTheScheme() throws Exception {
    TableNames.withFormer("alias", "standing", "trait_seen", "stream_ahead")
        .except("catalogue_revision.only_row", "a column is renamed only with its table")
        .check(TestInfrastructure.migrated("names", TestDatabase.class, TestDatabase::migrate));
  }
}
