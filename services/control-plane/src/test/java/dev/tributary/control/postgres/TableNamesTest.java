package dev.tributary.control.postgres;

import dev.tributary.testkit.tables.TableNames;
import org.junit.jupiter.api.Test;

class TableNamesTest {

  @Test
  void allNamesFollowTheScheme() throws Exception {
    TableNames.withFormer("alert_rule")
        .except("sign_in_failure_reader.position", "a position in Keycloak's list, which is a time")
        .check(OwnDatabase.migrated());
  }
}
