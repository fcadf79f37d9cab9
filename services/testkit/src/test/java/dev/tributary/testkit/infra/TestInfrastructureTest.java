package dev.tributary.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.ServiceDatabase;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  void redisHasAnAddress() {
    assertThat(TestInfrastructure.redis().address()).startsWith("redis://127.0.0.1:");
  }
}
