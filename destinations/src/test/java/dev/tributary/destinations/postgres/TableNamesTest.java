package dev.tributary.destinations.postgres;

import dev.tributary.destinations.TestDatabase;
import dev.tributary.testkit.tables.TableNames;
import org.junit.jupiter.api.Test;

class TableNamesTest {

  @Test
  void allNamesFollowTheScheme() throws Exception {
    TableNames.withFormer(
            "person_alias", "person_now", "audiences_decided", "row_seen", "stream_ahead")
        .check(TestDatabase.migrated("names"));
  }
}
