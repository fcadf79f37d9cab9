package dev.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.collector.source.WriteKeys;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.faults.TcpGate;
import io.restassured.RestAssured;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;

/** What stands around the collector under test, and what a test asks of it. */
public final class CollectorFixture {
  public static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_test");
  static final String KAFKA = "collector.test.kafka";
  static final String KAFKA_PID = "collector.test.kafka-pid";
  static final String POSTGRES_GATE = "collector.test.postgres-gate";
  static final String REDIS_GATE = "collector.test.redis-gate";

  private static final Ids IDS = new Ids(Clock.systemUTC(), new SecureRandom());
  private static final WriteKeys WRITE_KEYS =
      new WriteKeys(new SecureRandom(), IDS, Clock.systemUTC());
  private static final Duration BOUND = Duration.ofSeconds(60);

  private CollectorFixture() {}

  private static final class Gates {
    static final TcpGate POSTGRES = afterTheFirstEvent();
    static final TcpGate REDIS = gate(REDIS_GATE);

    private static TcpGate afterTheFirstEvent() {
      ReachedLog.await();
      return gate(POSTGRES_GATE);
    }

    private static TcpGate gate(String property) {
      String[] ports = System.getProperty(property).split(":", -1);
      return TcpGate.before(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
    }
  }

  /**
   * The gate before the collector's database. The first call opens it: until then, the collector
   * has started and has accepted an event without its database.
   */
  public static TcpGate postgres() {
    return Gates.POSTGRES;
  }

  public static TcpGate redis() {
    return Gates.REDIS;
  }

  public static String bootstrapServers() {
    return System.getProperty(KAFKA);
  }

  public static KafkaClients kafka() {
    return new KafkaClients(System.getProperty(KAFKA));
  }

  public static ProcessHandle kafkaProcess() {
    return ProcessHandle.of(Long.parseLong(System.getProperty(KAFKA_PID))).orElseThrow();
  }

  /**
   * A source that the collector knows.
   *
   * @param writeKey plain
   */
  public record TestSource(String id, String writeKey) {}

  public static TestSource source() {
    return source(100_000);
  }

  public static TestSource source(int eventsPerSecond) {
    ReachedLog.await();
    return known(eventsPerSecond);
  }

  private static TestSource known(int eventsPerSecond) {
    WriteKeys.Issued key = WRITE_KEYS.issue();
    String id = IDS.next(Ids.SOURCE);
    publish(id, 1, new SourceBody(true, eventsPerSecond, SourceKind.SERVER, List.of(key.stored())));
    String path = "/v1/projects/" + key.plain() + "/settings";
    await().atMost(BOUND).until(() -> RestAssured.get(path).statusCode() == 200);
    return new TestSource(id, key.plain());
  }

  public static void publish(String source, long version, SourceBody body) {
    publish(Topic.SOURCES, WORKSPACE, source, version, body);
  }

  public static void publishWorkspace(WorkspaceId workspace) {
    WorkspaceBody body =
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 0, List.of(), "NL");
    publish(Topic.WORKSPACES, workspace, workspace.value(), 1, body);
  }

  /** From now on every service purges the workspace. */
  public static void publishDeleted(WorkspaceId workspace) {
    String id = workspace.value();
    publish(
        Topic.WORKSPACES,
        new Definition(workspace, id, 2, key(id), "Test", true, Json.MAPPER.createObjectNode()));
  }

  private static void publish(
      Topic topic, WorkspaceId workspace, String id, long version, Object body) {
    publish(
        topic,
        new Definition(
            workspace, id, version, key(id), "Test", false, Json.MAPPER.valueToTree(body)));
  }

  private static String key(String id) {
    return id.replace('_', '-');
  }

  private static void publish(Topic topic, Definition definition) {
    MessageHeaders headers =
        new MessageHeaders(
            "msg_1",
            Definition.TYPE,
            definition.workspace(),
            "msg_1",
            Clock.systemUTC().instant(),
            null);
    Message message = Message.of(topic, definition.id(), Json.write(definition), headers);
    try (KafkaProducer<byte[], byte[]> producer = kafka().producer("test-sources", 30_000)) {
      producer.send(Topics.toRecord(message)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Once per collector: its first events find a log that is not reached yet. They are another
   * source's than any test's.
   */
  private static final class ReachedLog {
    static {
      awaitAccepting(known(100_000).writeKey());
    }

    static void await() {}
  }

  private static void awaitAccepting(String writeKey) {
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(
                    RestAssured.given()
                        .auth()
                        .preemptive()
                        .basic(writeKey, "")
                        .body("{\"batch\":[{\"type\":\"page\",\"userId\":\"u\"}]}")
                        .post("/v1/batch")
                        .statusCode())
                .isEqualTo(200));
  }
}
