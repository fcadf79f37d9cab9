package dev.tributary.control.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class KnownWorkspacesTest {
  private final ServiceDatabase database = OwnDatabase.migrated();
  private boolean complete = true;
  private boolean published = true;
  private final KnownWorkspaces workspaces =
      new KnownWorkspaces(worker(), () -> complete, () -> published);

  @Test
  void timeStandsStillWhereWorkspacesArePublishedAndTheDatabaseHasNone() throws SQLException {
    assertThat(workspaces.sound()).isFalse();
    assertThat(workspaces.problem()).contains("CONTROL_FORMER_DATABASE_URL");
    insert();
    assertThat(workspaces.problem()).isNull();
    assertThat(workspaces.sound()).isTrue();
  }

  @Test
  void timeWaitsUntilThePublishedWorkspacesAreRead() throws SQLException {
    insert();
    complete = false;
    assertThat(workspaces.sound()).isFalse();
    complete = true;
    assertThat(workspaces.sound()).isTrue();
  }

  @Test
  void anInstallationWithoutWorkspacesIsSound() {
    published = false;
    assertThat(workspaces.problem()).isNull();
    assertThat(workspaces.sound()).isTrue();
  }

  private void insert() throws SQLException {
    try (Connection superuser = TestInfrastructure.postgres().connectAsSuperuser(database.name());
        Statement statement = superuser.createStatement()) {
      statement.execute(
          "insert into definition values ('installation', 'workspace', 'wsp_1', 'shop', 'Shop', 1,"
              + " '{}', false, now(), now())");
    }
  }

  private PGSimpleDataSource worker() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.address());
    source.setUser(database.worker().user());
    source.setPassword(database.worker().password());
    return source;
  }
}
