package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.testkit.audit.WholeTopic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The running service purges a workspace when the topic of workspaces says that it is deleted. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class WorkspacePurgeTest {
  private static final String IDENTIFY =
      "{\"type\":\"identify\",\"userId\":\"u1\",\"traits\":{\"plan\":\"pro\"}}";

  private final KafkaClients kafka = RealParts.kafka();

  @Test
  void aProfileOfADeletedWorkspaceGetsATombstoneAndThatOfAnotherWorkspaceStays() {
    TestWorkspace deleted = new TestWorkspace(kafka);
    TestWorkspace kept = new TestWorkspace(kafka);
    deleted.collect(IDENTIFY);
    kept.collect(IDENTIFY);
    String gone = deleted.profile("user_id", "u1");
    String stays = kept.profile("user_id", "u1");
    deleted.delete();
    await().atMost(TestWorkspace.BOUND).until(() -> isTombstone(gone));
    assertThat(isTombstone(stays)).isFalse();
  }

  private boolean isTombstone(String profile) {
    String servers = String.valueOf(kafka.connection().get("bootstrap.servers"));
    return WholeTopic.tombstones(servers, Topic.PROFILES).stream()
        .anyMatch(key -> key.equals(profile));
  }
}
