package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.testkit.audit.WholeTopic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The running service purges a workspace when the topic of workspaces says that it is deleted. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class WorkspacePurgeTest {
  private final KafkaClients kafka = RealParts.kafka();

  @Test
  void aTraitOfADeletedWorkspaceGetsATombstoneAndThatOfAnotherWorkspaceStays() {
    TestWorkspace deleted = new TestWorkspace(kafka);
    String gone = trait(deleted);
    String stays = trait(new TestWorkspace(kafka));
    deleted.delete();
    await()
        .atMost(TestWorkspace.BOUND)
        .until(() -> WholeTopic.tombstones(servers(), Topic.TRAITS).contains(gone));
    assertThat(WholeTopic.tombstones(servers(), Topic.TRAITS)).doesNotContain(stays);
  }

  /** Returns the id of the definition of a trait, which is on the topic. */
  private String trait(TestWorkspace workspace) {
    workspace
        .admin()
        .contentType("application/json")
        .body(Map.of("classification", "sensitive"))
        .put(workspace.path("/traits/plan/classification"))
        .then()
        .statusCode(200);
    WorkspaceId id = new WorkspaceId(workspace.id());
    List<byte[]> published =
        await()
            .atMost(TestWorkspace.BOUND)
            .until(
                () -> WholeTopic.values(servers(), Topic.TRAITS, id), values -> !values.isEmpty());
    return Json.read(published.getFirst(), Definition.class).id();
  }

  private String servers() {
    return String.valueOf(kafka.connection().get("bootstrap.servers"));
  }
}
