package dev.tributary.control;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.http.ControlPlaneFixture;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;

/** A workspace of its own, what services publish about it, and who asks. */
public final class TestWorkspace {
  public static final Duration BOUND = Duration.ofSeconds(60);

  static {
    ControlPlaneFixture.services();
  }

  private final KafkaClients kafka = new KafkaClients(System.getProperty(ControlEnvironment.KAFKA));
  private final TokenIssuer tokens = TokenIssuer.shared();
  private final Ids ids = new Ids(Clock.systemUTC(), new Random());
  private final WorkspaceId id = new WorkspaceId(ids.next(Ids.WORKSPACE));

  public TestWorkspace() {
    WorkspaceBody body =
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 0, List.of(), "NL");
    Definition definition =
        new Definition(id, id.value(), 1, id.value(), "Test", false, Json.MAPPER.valueToTree(body));
    send(
        Message.of(
            Topic.WORKSPACES, id.value(), Json.write(definition), headers("m", Definition.TYPE)));
    await().atMost(BOUND).until(() -> admin().get(path("/audit")).statusCode() == 200);
  }

  public WorkspaceId id() {
    return id;
  }

  public String path(String part) {
    return "/api/v1/workspaces/" + id + part;
  }

  /** As another service publishes it. */
  public void read(String message, String operation, Instant at, ProfileId... profiles) {
    send(
        new PersonalDataRead(id, "sub-eve", "eve", operation, List.of(profiles), "dlv_1", at)
            .toMessage("key", headers(message, PersonalDataRead.TYPE)));
  }

  public void action(AdministrationEntry entry) {
    send(entry.toMessage(headers(entry.id(), AdministrationEntry.TYPE)));
  }

  /** A message of any content. */
  public void message(Topic topic, String message, String type, String value) {
    send(
        Message.of(
            topic, id.value(), value.getBytes(StandardCharsets.UTF_8), headers(message, type)));
  }

  private MessageHeaders headers(String message, String type) {
    return new MessageHeaders(message, type, id, message, Instant.now(), null);
  }

  private void send(Message message) {
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 30_000)) {
      producer.send(Topics.toRecord(message));
    }
  }

  /** Somebody who may read personal data and is no admin. */
  public RequestSpecification reader() {
    return by(tokens.memberWithPersonalData(id.value(), "viewer"));
  }

  public RequestSpecification viewer() {
    return by(tokens.member(id.value(), "viewer"));
  }

  public RequestSpecification marketer() {
    return by(tokens.member(id.value(), "marketer"));
  }

  public RequestSpecification admin() {
    return by(tokens.memberWithPersonalData(id.value(), "admin"));
  }

  /** An admin who may not read personal data. */
  public RequestSpecification plainAdmin() {
    return by(tokens.member(id.value(), "admin"));
  }

  private static RequestSpecification by(String token) {
    return given().redirects().follow(false).auth().oauth2(token);
  }
}
