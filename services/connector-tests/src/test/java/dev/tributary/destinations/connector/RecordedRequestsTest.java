package dev.tributary.destinations.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The requests of the connectors, byte for byte, and the outcomes that they read from answers, as
 * recorded in {@code src/test/resources/requests}. A change of a file is a change of what vendors
 * receive. Headers are in the order of their names, because their order has no meaning.
 */
class RecordedRequestsTest {
  private static final Path RECORDED = Path.of("src/test/resources/requests");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final StringBuilder record = new StringBuilder();

  @Test
  void hubSpotGetsTheRecordedRequests() throws IOException {
    Connector hubSpot = InstalledConnectors.load().require("hubspot");
    Target target = target(Map.of("accessToken", "pat-1"), null);
    Item ann = item("dlv_1", "email", "ann@example.org", null, null, fields("firstname", "Ann"));
    Item ben =
        item("dlv_2", "email", "ben@example.org", "old@example.org", "77", fields("city", null));
    Item cia = item("dlv_3", "email", "cia@example.org", "cia@example.org", "78", nested());

    run(
        "new contacts",
        hubSpot,
        batch(target, "contacts", Operation.WRITE, ann, cia),
        "200 {\"results\":[{\"id\":\"78\",\"properties\":{\"email\":\"CIA@example.org\"}},"
            + "{\"id\":\"76\",\"objectWriteTraceId\":\"dlv_1\",\"properties\":{}}]}");
    run(
        "a changed address beside a new contact",
        hubSpot,
        batch(target, "contacts", Operation.WRITE, ann, ben),
        "200 {\"results\":[{\"id\":\"77\",\"properties\":{}}]}",
        "207 {\"results\":[],\"errors\":[{\"message\":\"Email is"
            + " invalid\",\"errors\":[{\"in\":\"email\"}],"
            + "\"context\":{\"ids\":[\"ann@example.org\"]}}]}");
    run(
        "a refused batch",
        hubSpot,
        batch(target, "contacts", Operation.WRITE, ann, cia),
        "400 {\"message\":\"Property values were not valid: [{\\\"name\\\":\\\"email\\\"}]\"}");
    run(
        "a refused record",
        hubSpot,
        batch(target, "contacts", Operation.WRITE, ann),
        "400 {\"message\":\"no\"}");
    run(
        "a record that the answer does not name",
        hubSpot,
        batch(target, "contacts", Operation.WRITE, ann),
        "200 {\"results\":[]}");
    run("a limit", hubSpot, batch(target, "contacts", Operation.WRITE, ann), "429 {}");
    run(
        "a token that is not accepted",
        hubSpot,
        batch(target, "contacts", Operation.WRITE, ann),
        "401 {\"message\":\"expired\"}");
    run("a failure", hubSpot, batch(target, "contacts", Operation.WRITE, ann), "503 busy");
    run(
        "a changed address of a contact that is gone",
        hubSpot,
        batch(target, "contacts", Operation.WRITE, ben),
        "207 {\"results\":[],\"errors\":[{\"category\":\"OBJECT_NOT_FOUND\",\"message\":\"gone\","
            + "\"context\":{\"ids\":[\"77\"]}}]}",
        "200 {\"results\":[{\"id\":\"80\",\"objectWriteTraceId\":\"dlv_2\"}]}");
    Item acme = item("dlv_4", "domain", "Acme.example", null, null, fields("name", "Acme"));
    Item bolt = item("dlv_5", "domain", "bolt.example", null, null, fields("name", "Bolt"));
    Item coil = item("dlv_6", "domain", "coil.example", null, "90", fields("name", "Coil"));
    run(
        "companies by their domain",
        hubSpot,
        batch(target, "companies", Operation.WRITE, acme, bolt, coil),
        "200 {\"total\":1,\"results\":[{\"id\":\"91\",\"properties\":{\"domain\":\"acme.example\"}}]}",
        "200 {\"results\":[{\"id\":\"91\",\"properties\":{}},{\"id\":\"90\",\"properties\":{}}]}",
        "201 {\"results\":[{\"id\":\"92\",\"properties\":{\"domain\":\"bolt.example\"}}]}");
    Item own = item("dlv_7", "customer_number", "7", null, null, fields("name", "Acme"));
    run(
        "companies by a unique property",
        hubSpot,
        batch(target, "companies", Operation.WRITE, own),
        "200 {\"results\":[{\"id\":\"91\",\"properties\":{\"customer_number\":\"7\"}}]}");
    run(
        "archived contacts",
        hubSpot,
        batch(target, "contacts", Operation.REMOVE, ben, ann),
        "200 {\"results\":[{\"id\":\"76\",\"properties\":{\"email\":\"ann@example.org\"}}]}",
        "204 ");
    run(
        "nothing to archive",
        hubSpot,
        batch(target, "contacts", Operation.REMOVE, ann),
        "200 {\"results\":[]}");
    run(
        "a list that is there",
        hubSpot,
        memberships(target, Operation.WRITE, "Loyal, but at risk", "77", "99"),
        "200 {\"list\":{\"listId\":\"5\"}}",
        "200 {\"recordIdsMissing\":[\"99\"]}");
    run(
        "a list that is created",
        hubSpot,
        memberships(target, Operation.WRITE, "New", "77"),
        "404 {}",
        "200 {\"list\":{\"listId\":\"6\"}}",
        "200 {}");
    run(
        "a list that another client created",
        hubSpot,
        memberships(target, Operation.WRITE, "New", "77"),
        "404 {}",
        "400 {\"message\":\"exists\"}",
        "200 {\"list\":{\"listId\":\"6\"}}",
        "200 {}");
    run(
        "a list that is refused",
        hubSpot,
        memberships(target, Operation.WRITE, "New", "77"),
        "404 {}",
        "400 {\"message\":\"no\"}",
        "404 {\"message\":\"no list\"}");
    run(
        "a removal from a list",
        hubSpot,
        memberships(target, Operation.REMOVE, "New", "77"),
        "200 {\"list\":{\"listId\":\"6\"}}",
        "200 {}");
    run(
        "a removal from a list that is not there",
        hubSpot,
        memberships(target, Operation.REMOVE, "New", "77"),
        "404 {}");
    run(
        "an address of one's own",
        hubSpot,
        batch(
            target(Map.of("accessToken", "pat-1"), URI.create("http://127.0.0.1:1/base/")),
            "contacts",
            Operation.WRITE,
            ann),
        "500 ");
    run(
        "a deal in an account that lacks the property of Tributary",
        hubSpot,
        batch(
            target,
            "deals",
            Operation.WRITE,
            item("dlv_8", "tributary_id", "d-1", null, null, fields("dealname", "A deal"))),
        "404 {\"message\":\"no property\"}",
        "201 {\"name\":\"tributary_id\",\"hasUniqueValue\":true}",
        "200 {\"results\":[{\"id\":\"70\",\"objectWriteTraceId\":\"dlv_8\"}]}");

    assertThat(record.toString()).isEqualTo(recorded("hubspot.txt"));
  }

  @Test
  void aWebhookGetsTheRecordedRequests() throws IOException {
    Connector webhook = InstalledConnectors.load().require("webhook");
    Target signed = target(Map.of("signingSecret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), null);
    Item order = item("dlv_1", null, "evt_1", null, null, fields("total", "3"));
    Item ann =
        item("dlv_2", "email", "ann@example.org", "old@example.org", null, fields("city", null));
    Item plain = item("dlv_3", null, "row 7", null, null, nested());

    run("events", webhook, batch(signed, "events", Operation.WRITE, order), "204 ");
    run("records", webhook, batch(signed, "records", Operation.WRITE, ann, plain), "200 ok");
    run(
        "removed records",
        webhook,
        batch(signed, "records", Operation.REMOVE, ann, plain),
        "422 {\"error\":\"one is wrong\"}");
    run(
        "without a signature",
        webhook,
        batch(target(Map.of(), null), "events", Operation.WRITE, order),
        "429 slower");
    run(
        "a receiver that is gone",
        webhook,
        batch(signed, "events", Operation.WRITE, order),
        "410 ");

    assertThat(record.toString()).isEqualTo(recorded("webhook.txt"));
  }

  private void run(String title, Connector connector, Batch batch, String... answers) {
    ScriptedEgress egress = new ScriptedEgress(answers);
    Target target = batch.target();
    Batch bare =
        new Batch(
            target.withoutSecrets(),
            batch.key(),
            batch.sync(),
            batch.object(),
            null,
            batch.operation(),
            batch.syncSettings(),
            batch.items());
    List<Outcome> outcomes =
        new Protocols(CLOCK).send(connector, bare, target, egress, Places.NONE);
    record.append("## ").append(title).append('\n').append(egress.sent);
    for (Outcome outcome : outcomes) {
      String text =
          outcome instanceof Outcome.RateLimited limited ? limited.words() : outcome.toString();
      record.append("=> ").append(text).append('\n');
    }
    record.append('\n');
    assertThat(egress.answers).as(title).isEmpty();
  }

  private String recorded(String file) throws IOException {
    if (Boolean.getBoolean("tributary.write-reference")) {
      Files.createDirectories(RECORDED);
      Files.writeString(RECORDED.resolve(file), record);
    }
    return Files.readString(RECORDED.resolve(file));
  }

  private static Target target(Map<String, String> secrets, @Nullable URI baseUrl) {
    ObjectNode settings = Json.MAPPER.createObjectNode().put("url", "https://example.org/hook?a=b");
    return new Target(
        new WorkspaceId("wsp_1"), new DestinationId("dst_1"), settings, secrets, baseUrl);
  }

  private static Batch batch(Target target, String object, Operation operation, Item... items) {
    return batch(target, object, operation, Json.MAPPER.createObjectNode(), List.of(items));
  }

  private static Batch memberships(
      Target target, Operation operation, String list, String... contacts) {
    ObjectNode settings = Json.MAPPER.createObjectNode().put("list", list);
    List<Item> items =
        Arrays.stream(contacts)
            .map(contact ->
                ItemBuilder.builder(
                        item(
                            "dlv_" + contact,
                            "email",
                            "syn_1/" + contact,
                            null,
                            null,
                            Json.MAPPER.createObjectNode()))
                    .parentVendorId(contact)
                    .build())
            .toList();
    return batch(target, "list-memberships", operation, settings, items);
  }

  private static Batch batch(
      Target target, String object, Operation operation, ObjectNode settings, List<Item> items) {
    return new Batch(
        target, "msg_1", new SyncId("syn_1"), object, null, operation, settings, items);
  }

  private static Item item(
      String delivery,
      @Nullable String field,
      String value,
      @Nullable String deliveredAs,
      @Nullable String vendorId,
      ObjectNode fields) {
    return ItemBuilder.builder()
        .delivery(delivery)
        .matchField(field)
        .matchValue(value)
        .deliveredAs(deliveredAs)
        .vendorId(vendorId)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(fields)
        .version(3)
        .hash("h")
        .since(NOW)
        .position(null)
        .uncertain(false)
        .build();
  }

  private static ObjectNode fields(String name, @Nullable String value) {
    return Json.MAPPER.createObjectNode().put(name, value);
  }

  private static ObjectNode nested() {
    ObjectNode fields = Json.MAPPER.createObjectNode().put("amount", 1.5).put("vip", true);
    fields.putArray("tags").add("é").add("\u0001");
    return fields;
  }

  /** Answers in turn, and writes down what it was sent. */
  private static final class ScriptedEgress implements Egress {
    private final Deque<String> answers;
    private final StringBuilder sent = new StringBuilder();

    ScriptedEgress(String... answers) {
      this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public Answer send(Request request) {
      sent.append(request.method()).append(' ').append(request.uri()).append('\n');
      new TreeMap<>(request.headers())
          .forEach((name, value) -> sent.append(name).append(": ").append(value).append('\n'));
      byte[] body = request.body();
      sent.append(body == null ? "" : new String(body, StandardCharsets.UTF_8)).append('\n');
      String answer = answers.remove();
      sent.append("<- ").append(answer).append('\n');
      return new Answer(
          Integer.parseInt(answer.substring(0, 3)),
          Map.of(),
          answer.substring(4).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InetAddress checked(String host, int port) {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void note(Exchange exchange) {
      sent.append("-- ").append(exchange).append('\n');
    }
  }
}
