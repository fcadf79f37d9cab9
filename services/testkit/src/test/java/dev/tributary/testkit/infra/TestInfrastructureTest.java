package dev.tributary.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.ServiceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TestInfrastructureTest {

  @Test
  void kafkaIsSharedAndServesARealClient() throws Exception {
    assertThat(TestInfrastructure.kafka()).isSameAs(TestInfrastructure.kafka());
    String servers = TestInfrastructure.kafka().bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .createTopics(List.of(new NewTopic("orders", Optional.of(2), Optional.empty())))
          .all()
          .get();
      assertThat(admin.listTopics().names().get()).contains("orders");
    }
  }

  @Test
  void everyDatabaseIsNew() throws Exception {
    ServiceDatabase first = TestInfrastructure.postgres("identity");
    ServiceDatabase second = TestInfrastructure.postgres("identity");
    assertThat(first.name()).startsWith("identity_").isNotEqualTo(second.name());
    try (var connection =
        DriverManager.getConnection(
            first.address(), first.worker().user(), first.worker().password())) {
      assertThat(connection.getCatalog()).isEqualTo(first.name());
    }
  }

  @Test
  void whatIsMigratedAlikeIsMigratedOnceAndItsCopiesAreApart() throws Exception {
    List<String> migrated = new ArrayList<>();
    Consumer<ServiceDatabase> migrate =
        database -> {
          migrated.add(database.name());
          execute(database, "create table remembered (what text)");
        };
    ServiceDatabase first = TestInfrastructure.migrated("copy", getClass(), migrate);
    execute(first, "insert into remembered values ('first')");
    ServiceDatabase second = TestInfrastructure.migrated("copy", getClass(), migrate);
    assertThat(migrated).hasSize(1).doesNotContain(first.name(), second.name());
    assertThat(count(first)).isEqualTo(1);
    assertThat(count(second)).isZero();
  }

  private static void execute(ServiceDatabase database, String sql) {
    try (Connection connection = asOwner(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int count(ServiceDatabase database) throws SQLException {
    try (Connection connection = asOwner(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from remembered")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Connection asOwner(ServiceDatabase database) throws SQLException {
    return DriverManager.getConnection(
        database.address(), database.owner().user(), database.owner().password());
  }

  @Test
  void redisHasAnAddress() {
    assertThat(TestInfrastructure.redis().address()).startsWith("redis://127.0.0.1:");
  }

  @Test
  void onlyTheOwnerCanEnterTheDirectoryOfTheFilesOfServers() throws Exception {
    assertThat(TestInfrastructure.redis()).isNotNull();
    Path state = Checkout.locate().state();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwx------");
  }
}
