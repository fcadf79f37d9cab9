package dev.tributary.destinations.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.infra.SeparateBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rows of a plan are the newest ones of one model of one workspace. */
@Tag("soak-models")
class RowsOnLogTest {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");

  private static SeparateBroker broker;
  private static KafkaClients kafka;

  @BeforeAll
  static void startBroker() {
    broker = SeparateBroker.start();
    kafka = new KafkaClients(broker.bootstrapServers());
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .until(() -> {
          try (Admin admin = kafka.admin("topics")) {
            new Topics(admin, (short) 1, -1).ensure();
          }
          return true;
        });
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void theNewestChangeOfEachRowIsPassedOn() throws Exception {
    ModelId model = new ModelId("mdl_newest");
    send(row(SHOP, model, "a", 1, RowChange.Change.ADDED));
    send(row(SHOP, model, "b", 1, RowChange.Change.ADDED));
    send(row(SHOP, model, "a", 3, RowChange.Change.CHANGED));
    send(row(SHOP, model, "a", 2, RowChange.Change.CHANGED));
    send(row(SHOP, model, "b", 4, RowChange.Change.REMOVED));
    send(row(SHOP, new ModelId("mdl_other"), "c", 1, RowChange.Change.ADDED));
    WorkspaceId other = new WorkspaceId("wsp_other");
    send(row(other, model, "d", 1, RowChange.Change.ADDED));
    Map<String, String> read = new LinkedHashMap<>();
    rows()
        .newest(
            SHOP, model, row -> read.put(row.keyText(), row.change() + " " + row.run().value()));
    assertThat(read)
        .containsExactly(
            Map.entry("{\"id\":\"a\"}", "CHANGED run_3"),
            Map.entry("{\"id\":\"b\"}", "REMOVED run_4"));
  }

  @Test
  void rowsOfTheModelThatCannotBeReadAreCounted() throws Exception {
    WorkspaceId bent = new WorkspaceId("wsp_bent");
    ModelId model = new ModelId("mdl_bent");
    for (String text : List.of("{", "{\"model\": \"mdl_bent\"", "{\"model\": \"mdl_unknown\"")) {
      send(Message.of(Topic.ROWS, "key", text.getBytes(StandardCharsets.UTF_8), headers(bent)));
    }
    send(row(bent, model, "a", 1, RowChange.Change.ADDED));
    List<String> read = new ArrayList<>();
    assertThat(rows().newest(bent, model, row -> read.add(row.keyText()))).isEqualTo(1);
    assertThat(read).containsExactly("{\"id\":\"a\"}");
  }

  private static RowsOnLog rows() {
    return new RowsOnLog(kafka, "test");
  }

  private static Message row(
      WorkspaceId workspace, ModelId model, String id, int run, RowChange.Change change) {
    return RowChangeBuilder.builder()
        .workspace(workspace)
        .model(model)
        .modelVersion(1)
        .change(change)
        .key(Map.of("id", TextNode.valueOf(id)))
        .row(Map.of("id", TextNode.valueOf(id), "total", IntNode.valueOf(run)))
        .columnTimes(Map.of())
        .changed(List.of())
        .hash("")
        .run(new RunId("run_" + run))
        .runStartedAt(Instant.EPOCH)
        .build()
        .toMessage("key", headers(workspace));
  }

  private static MessageHeaders headers(WorkspaceId workspace) {
    return new MessageHeaders("msg_1", RowChange.TYPE, workspace, "msg_1", Instant.EPOCH, null);
  }

  private static void send(Message message) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 120_000)) {
      producer.send(Topics.toRecord(message)).get();
    }
  }
}
