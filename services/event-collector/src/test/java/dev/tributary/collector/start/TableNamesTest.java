package dev.tributary.collector.start;

import dev.tributary.collector.TestDatabase;
import dev.tributary.testkit.tables.TableNames;
import org.junit.jupiter.api.Test;

class TableNamesTest {

  @Test
  void allNamesFollowTheScheme() throws Exception {
    TableNames.withFormer().check(TestDatabase.migrated("names"));
  }
}
