package dev.tributary.audience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.TestDatabase;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Snapshots have the limits of requests ({@code RequestDatabaseTest}). */
class SnapshotsTest {
  private static TestDatabase database;

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void aStatementOfASnapshotEndsAfterTheTimeOfEachStatementOfARequest() {
    RequestDatabase requests = new RequestDatabase(database.request());
    WorkspaceId shop = new WorkspaceId("wsp_shop");
    String settings =
        new Snapshots(requests)
            .read(
                shop,
                tx -> {
                  try (Statement statement = tx.createStatement();
                      ResultSet rows =
                          statement.executeQuery(
                              "select current_setting('statement_timeout') || ', '"
                                  + " || current_setting('transaction_isolation')")) {
                    rows.next();
                    return rows.getString(1);
                  }
                });
    assertThat(settings).isEqualTo("30s, repeatable read");
  }
}
