package dev.tributary.runtime.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.view.DefinitionView;
import dev.tributary.runtime.view.FollowerFeed;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class CompactedTopicsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaClients kafka =
      new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
  private final String gone = "wsp_" + UUID.randomUUID();
  private final String stays = "wsp_" + UUID.randomUUID();

  @Test
  void everyKeyOfTheWorkspaceGetsATombstoneAndReadersForgetIt() throws Exception {
    try (Admin admin = kafka.admin("purge-test")) {
      new Topics(admin, (short) 1, -1).ensure();
    }
    for (int i = 0; i < 20; i++) {
      publish(new WorkspaceId(gone), "src_%s_%d".formatted(gone, i));
      publish(new WorkspaceId(stays), "src_%s_%d".formatted(stays, i));
    }
    List<String> ended = new CopyOnWriteArrayList<>();
    try (DefinitionView view =
        new DefinitionView(Topic.SOURCES, new FollowerFeed(kafka, "purge-test"))) {
      view.onChange(change -> {
        if (change.deleted() && change.workspace().value().equals(gone)) {
          ended.add(change.id());
        }
      });
      view.start();
      await()
          .atMost(PATIENCE)
          .until(() ->
              view.all(new WorkspaceId(gone)).size() == 20
                  && view.all(new WorkspaceId(stays)).size() == 20);
      CompactedTopics part = new CompactedTopics(kafka, "purge-test", Set.of(Topic.SOURCES));
      assertThat(part.purge(new WorkspaceId(gone))).isEqualTo(20);
      await()
          .atMost(PATIENCE)
          .until(() -> view.all(new WorkspaceId(gone)).isEmpty() && ended.size() == 20);
      assertThat(view.all(new WorkspaceId(stays))).hasSize(20);
      assertThat(part.purge(new WorkspaceId(gone))).isZero();
    }
  }

  private void publish(WorkspaceId workspace, String id) throws Exception {
    Definition definition =
        new Definition(workspace, id, 1, id, id, false, Json.MAPPER.createObjectNode());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topic.SOURCES.topicName(), id.getBytes(StandardCharsets.UTF_8), Json.write(definition));
    record
        .headers()
        .add(MessageHeaders.WORKSPACE, workspace.value().getBytes(StandardCharsets.UTF_8));
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("purge-test", 10_000)) {
      producer.send(record).get();
    }
  }
}
