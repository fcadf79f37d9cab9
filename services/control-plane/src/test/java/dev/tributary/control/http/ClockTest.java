package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.services.Answer;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class ClockTest {
  @Inject KafkaClients kafka;

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  @Inject
  @DataSource("request")
  AgroalDataSource request;

  @Inject RequestDatabase database;

  @Test
  void aWorkspacesClockMovesForwardAndTicksCarryIt() {
    JsonNode workspace = WorkspaceTest.create(WorkspaceTest.freshKey());
    Api admin = WorkspaceTest.admin(workspace);
    String id = workspace.path("id").asText();
    String path = "/api/v1/workspaces/" + id + "/clock";

    Answer moved = admin.put(path, "{\"offset\":\"P30D\"}");

    assertThat(moved.status()).describedAs(moved.json().toString()).isEqualTo(200);
    assertThat(Duration.parse(moved.json().path("offset").asText())).isEqualTo(Duration.ofDays(30));
    assertThat(Instant.parse(moved.json().path("now").asText()))
        .isAfter(Instant.now().plus(Duration.ofDays(29)));
    Answer back = admin.put(path, "{\"offset\":\"P29D\"}");
    assertThat(back.status()).isEqualTo(409);
    assertThat(back.code()).isEqualTo("clock-backwards");
    for (String wrong : List.of("-P1D", "P1M", "soon", "P99999D")) {
      assertThat(admin.put(path, "{\"offset\":\"%s\"}".formatted(wrong)).status()).isEqualTo(422);
    }
    Map<Integer, Tick> shifted = ticksWithOffset(new WorkspaceId(id));
    assertThat(shifted).hasSize(Topic.EVENTS.partitions());
    assertThat(shifted.values())
        .allSatisfy(tick ->
            assertThat(tick.businessTime(new WorkspaceId(id)))
                .isEqualTo(tick.at().plus(Duration.ofDays(30))));
  }

  /** Of each partition the first tick that moves this workspace's time. */
  private Map<Integer, Tick> ticksWithOffset(WorkspaceId workspace) {
    Map<Integer, Tick> found = new HashMap<>();
    Map<Integer, Instant> newest = new HashMap<>();
    List<TopicPartition> partitions =
        IntStream.range(0, Topic.EVENTS.partitions())
            .mapToObj(partition -> new TopicPartition(Topic.EVENTS.topicName(), partition))
            .toList();
    try (KafkaConsumer<byte[], byte[]> reader = kafka.reader("test-" + UUID.randomUUID())) {
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (found.size() < partitions.size() && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
          Tick tick = Json.read(record.value(), Tick.class);
          Instant before = newest.put(record.partition(), tick.at());
          assertThat(before == null || !tick.at().isBefore(before)).isTrue();
          if (tick.offsets().containsKey(workspace)) {
            found.putIfAbsent(record.partition(), tick);
          }
        }
      }
    }
    return found;
  }

  @Test
  void thePipelineTellsWhereTimeIsAndThatItIsHeld() throws SQLException {
    JsonNode workspace = WorkspaceTest.create(WorkspaceTest.freshKey());
    Api admin = WorkspaceTest.admin(workspace);
    String pipeline = "/api/v1/workspaces/" + workspace.path("id").asText() + "/pipeline";
    JsonNode passing = admin.get(pipeline).json().path("time");
    assertThat(Instant.parse(passing.path("at").asText()))
        .isAfter(Instant.now().minus(Duration.ofMinutes(1)));
    assertThat(passing.path("jumpedTo").isNull()).isTrue();
    assertThat(passing.path("state").asText()).isEqualTo("passes");
    Instant jumpedTo = Instant.parse("2030-01-01T00:00:00Z");
    hold(jumpedTo);
    try {
      JsonNode held = admin.get(pipeline).json().path("time");
      assertThat(held.path("jumpedTo").asText()).isEqualTo(jumpedTo.toString());
      assertThat(held.path("state").asText()).isEqualTo("held");
    } finally {
      assertThat(Api.installation().post("/api/v1/ticker/resume", "").status()).isEqualTo(200);
    }
    assertThat(admin.get(pipeline).json().path("time").path("jumpedTo").isNull()).isTrue();
  }

  private void hold(Instant jumpedTo) throws SQLException {
    try (Connection connection = worker.getConnection();
        PreparedStatement update = connection.prepareStatement("update ticker set held_at = ?")) {
      update.setLong(1, jumpedTo.toEpochMilli());
      update.executeUpdate();
    }
  }

  @Test
  void whoOperatesSeesTheTickerRun() {
    JsonNode ticker = Api.installation().get("/api/v1/ticker").json();
    assertThat(Instant.parse(ticker.path("at").asText()))
        .isAfter(Instant.now().minus(Duration.ofMinutes(1)));
    assertThat(Api.installation().post("/api/v1/ticker/resume", "").status()).isEqualTo(200);
    Api admin = WorkspaceTest.admin(WorkspaceTest.create(WorkspaceTest.freshKey()));
    assertThat(admin.get("/api/v1/ticker").status()).isEqualTo(403);
  }

  @Test
  void whoAcceptsAJumpIsOnRecordInEachWorkspace() throws SQLException {
    List<JsonNode> workspaces =
        List.of(
            WorkspaceTest.create(WorkspaceTest.freshKey()),
            WorkspaceTest.create(WorkspaceTest.freshKey()));
    hold(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(Api.installation().post("/api/v1/ticker/resume", "").status()).isEqualTo(200);
    for (JsonNode workspace : workspaces) {
      List<AdministrationEntry> entries =
          RecordedAdministration.await(
              TestInfrastructure.kafka().bootstrapServers(),
              new WorkspaceId(workspace.path("id").asText()),
              "resumeTicker",
              2);
      assertThat(entries.stream().map(entry -> entry.result().outcome()))
          .containsExactly(Outcome.REQUESTED, Outcome.DONE);
      assertThat(entries.getLast().actor().kind()).isEqualTo(Actor.Kind.PROGRAM);
      assertThat(entries.stream().map(AdministrationEntry::id).distinct()).hasSize(1);
    }
  }

  /** An operator accepts a jump so that time passes again, and depends on no workspace. */
  @Test
  void aJumpIsAcceptedWhileAWorkspaceUsesAllItsConnections() throws Exception {
    JsonNode workspace = WorkspaceTest.create(WorkspaceTest.freshKey());
    WorkspaceId busy = new WorkspaceId(workspace.path("id").asText());
    int share = request.getConfiguration().connectionPoolConfiguration().maxSize() * 3 / 4;
    CountDownLatch taken = new CountDownLatch(share);
    CountDownLatch over = new CountDownLatch(1);
    hold(Instant.parse("2030-01-01T00:00:00Z"));
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < share; i++) {
        requests.execute(() ->
            database.unwitnessed(
                busy,
                _ -> {
                  taken.countDown();
                  return ended(over);
                }));
      }
      try {
        assertThat(taken.await(60, TimeUnit.SECONDS)).isTrue();
        Answer resumed = Api.installation().post("/api/v1/ticker/resume", "");
        assertThat(resumed.status()).isEqualTo(200);
        assertThat(resumed.json().has("jumpedTo")).isFalse();
      } finally {
        over.countDown();
      }
    }
    assertThat(
            RecordedAdministration.await(
                    TestInfrastructure.kafka().bootstrapServers(), busy, "resumeTicker", 2)
                .stream()
                .map(entry -> entry.result().outcome()))
        .containsExactly(Outcome.REQUESTED, Outcome.DONE);
  }

  private static boolean ended(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void thePipelineTellsWhereEachStageIs() {
    JsonNode workspace = WorkspaceTest.create(WorkspaceTest.freshKey());
    String path = "/api/v1/workspaces/" + workspace.path("key").asText() + "/pipeline";
    Api admin = WorkspaceTest.admin(workspace);
    JsonNode shown = admin.get(path).json();
    assertThat(shown.path("stages").findValuesAsText("stage"))
        .containsExactly("identity", "audiences", "destinations");
    assertThat(shown.path("trails").findValuesAsText("stage"))
        .containsExactly("read-trail", "administration-trail");
    // Nobody reads `events` here, and there are ticks on it.
    assertThat(shown.path("caughtUp").asBoolean()).isFalse();
    Answer waited = admin.get(path + "?wait=300ms&until=delivered");
    assertThat(waited.status()).isEqualTo(200);
    assertThat(waited.json().path("caughtUp").asBoolean()).isFalse();
    assertThat(admin.get(path + "?wait=1h").status()).isEqualTo(400);
    assertThat(admin.get(path + "?wait=1s&until=never").status()).isEqualTo(400);
  }
}
