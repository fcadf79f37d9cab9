package dev.tributary.identity.http;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.CollectedEventBuilder;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.audit.RecordedReads;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;

/** A workspace of its own, what it is sent, and who asks. */
final class TestWorkspace {
  static final Duration BOUND = Duration.ofSeconds(60);

  /** One for all tests: a new producer takes longer than a test's requests. */
  private static final Map<KafkaClients, KafkaProducer<byte[], byte[]>> PRODUCERS =
      new ConcurrentHashMap<>();

  private final KafkaClients kafka;
  private final TokenIssuer tokens = TokenIssuer.shared();
  private final Ids ids = new Ids(Clock.systemUTC(), new Random());
  private final String id = ids.next(Ids.WORKSPACE);

  TestWorkspace(KafkaClients kafka) {
    this(kafka, "Europe/Amsterdam");
  }

  /**
   * @param zone in which its days begin
   */
  TestWorkspace(KafkaClients kafka, String zone) {
    this.kafka = kafka;
    WorkspaceBody body = new WorkspaceBody(WorkspaceBody.Kind.TEST, zone, 0, List.of(), "NL");
    define(
        new Definition(
            new WorkspaceId(id), id, 1, id, "Test", false, Json.MAPPER.valueToTree(body)));
    await().atMost(BOUND).until(() -> viewer().get(path("/traits")).statusCode() == 200);
  }

  /** As the control plane says that the workspace is deleted for good. */
  void delete() {
    define(
        new Definition(
            new WorkspaceId(id), id, 2, id, "Test", true, Json.MAPPER.createObjectNode()));
  }

  private void define(Definition definition) {
    send(
        Message.of(
            Topic.WORKSPACES,
            id,
            Json.write(definition),
            new MessageHeaders(
                "m", Definition.TYPE, new WorkspaceId(id), "m", Instant.now(), null)));
  }

  String id() {
    return id;
  }

  String path(String part) {
    return "/api/v1/workspaces/" + id + part;
  }

  /**
   * Sends items of the tracking API and waits until the last of them is applied.
   *
   * @return the last one's id
   */
  String collect(String... items) {
    EventId last = new EventId("");
    for (String item : items) {
      CollectedEvent collected = collected(item);
      producer().send(Topics.toRecord(collected.toMessage(id)));
      last = collected.eventId();
    }
    producer().flush();
    String event = path("/events/" + last);
    await()
        .atMost(BOUND)
        .until(() -> "applied".equals(viewer().get(event).jsonPath().get("event.outcome")));
    return last.value();
  }

  /** The id of whoever an identifier leads to. Leaves no entry in the trail of reads. */
  String profile(String type, String value) {
    return reader()
        .contentType(ContentType.JSON)
        .body(Map.of("type", type, "value", value))
        .post(path("/profiles/lookup"))
        .jsonPath()
        .getString("id");
  }

  /** Leaves of the viewer's hourly allowance of lookups what is asked for. */
  void useUpLookupsOfViewer(int left) {
    int remaining = LookupAllowance.PER_HOUR - left;
    while (remaining > 0) {
      int values = Math.min(LookupAllowance.AT_ONCE, remaining);
      lookUpAsViewer(values).statusCode(200);
      remaining -= values;
    }
  }

  /** Looks up values that are nobody's. */
  ValidatableResponse lookUpAsViewer(int values) {
    Map<String, String> nobody = Map.of("type", "user_id", "value", "nobody");
    return viewer()
        .contentType(ContentType.JSON)
        .body(Map.of("identifiers", Collections.nCopies(values, nobody)))
        .post(path("/profiles/lookup"))
        .then();
  }

  /** The reads that are on record, in the order of their time. */
  List<PersonalDataRead> reads() {
    return RecordedReads.of(
        String.valueOf(kafka.connection().get("bootstrap.servers")), new WorkspaceId(id));
  }

  /** The operations that are on record for a profile, in the order of their time. */
  List<String> operations(String profile) {
    return reads().stream()
        .filter(read -> read.profiles().contains(new ProfileId(profile)))
        .map(PersonalDataRead::operation)
        .toList();
  }

  /** Replaces the identity rules; a single quote stands for a double one. */
  ValidatableResponse rules(String json) {
    return admin()
        .contentType(ContentType.JSON)
        .body(json.replace('\'', '"'))
        .put(path("/identity/rules"))
        .then()
        .statusCode(200);
  }

  /** Why two identifiers are one person or not, for somebody who may read personal data. */
  ValidatableResponse explain(Map<String, String> one, Map<String, String> other) {
    return explain(reader(), one, other).statusCode(200);
  }

  ValidatableResponse explain(
      RequestSpecification who, Map<String, String> one, Map<String, String> other) {
    return who.contentType(ContentType.JSON)
        .body(Map.of("a", one, "b", other))
        .post(path("/profiles/explain"))
        .then();
  }

  /** Somebody who may not read personal data. */
  RequestSpecification viewer() {
    return by(tokens.member(id, "viewer"));
  }

  /** Somebody who may. */
  RequestSpecification reader() {
    return by(tokens.memberWithPersonalData(id, "viewer"));
  }

  RequestSpecification admin() {
    return by(tokens.memberWithPersonalData(id, "admin"));
  }

  /** An admin who may not read personal data. */
  RequestSpecification plainAdmin() {
    return by(tokens.member(id, "admin"));
  }

  RequestSpecification marketer() {
    return by(tokens.member(id, "marketer"));
  }

  /** A program that may read personal data. */
  RequestSpecification program() {
    return by(
        tokens.token(
            "service-account-shop", "/ws/" + id + "/viewer", "/ws/" + id + "/personal-data"));
  }

  /** A program that is admin and may read personal data. */
  RequestSpecification adminProgram() {
    return by(
        tokens.token(
            "service-account-shop", "/ws/" + id + "/admin", "/ws/" + id + "/personal-data"));
  }

  private static RequestSpecification by(String token) {
    return given().redirects().follow(false).auth().oauth2(token);
  }

  private CollectedEvent collected(String item) {
    return CollectedEventBuilder.builder()
        .eventId(new EventId(ids.next(Ids.EVENT)))
        .workspace(new WorkspaceId(id))
        .source(new SourceId("src_web"))
        .sourceKind(SourceKind.SERVER)
        .pathType(null)
        .receivedAt(Instant.now())
        .acceptedAt(Instant.now())
        .clientAddress("192.0.2.7")
        .envelope("{}".getBytes(StandardCharsets.UTF_8))
        .item(item.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private void send(Message message) {
    producer().send(Topics.toRecord(message));
    producer().flush();
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return PRODUCERS.computeIfAbsent(kafka, each -> each.producer("test", 30_000));
  }
}
