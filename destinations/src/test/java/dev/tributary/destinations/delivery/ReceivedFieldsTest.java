package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.declared.Compilation;
import dev.tributary.destinations.declared.DeclaredConnectors;
import dev.tributary.destinations.plan.SharedRecords;
import dev.tributary.destinations.plan.SyncPlan;
import dev.tributary.destinations.postgres.queries.PlanQueries;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Changed fields of a vendor that bills each one and confirms none. */
class ReceivedFieldsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String MANIFEST =
      """
      id: %s
      name: Queue
      description: Receives people.
      effectClass: A
      host: https://api.example.com
      auth: none
      objects:
        - name: rows
          label: People
          kind: record
          batchSize: 50
          confirms: accepted
          changesOnly: true
          matchFields: [email]
          removal: impossible
          otherFields: '[a-z]+'
          fields: [{ name: email, label: Email }]
          requests:
            write:
              method: POST
              path: /people
              body:
                people: { $each: { email: "${item.matchValue}", $otherFields: "${field.value}" } }
              answers:
                - status: 201
                  outcome: accepted
                  entries:
                    at: /errors
                    by: index
                    index: /index
                    outcomes: [{ outcome: rejected, words: /type }]
      probe:
        method: GET
        path: /
        answers: [{ status: 200, outcome: delivered }]
      sources: [this test]
      """
          .formatted(FakeDestination.ID);

  private final Vendor vendor = new Vendor();
  private int version;

  @Test
  void aReceivedFieldIsSentAgainOnlyWhenItChanges() throws Exception {
    try (Bench bench = Bench.ofVendor(connector(), vendor)) {
      DestinationId destination = begun(bench);
      sent(bench, destination, "a@example.org", "Bonn", "gold");
      assertThat(vendor.last())
          .isEqualTo("{\"email\":\"a@example.org\",\"city\":\"Bonn\",\"plan\":\"gold\"}");
      sent(bench, destination, "a@example.org", "Ulm", "gold");
      assertThat(vendor.last()).isEqualTo("{\"email\":\"a@example.org\",\"city\":\"Ulm\"}");
      sent(bench, destination, "a@example.org", "Ulm", "free");
      assertThat(vendor.last()).isEqualTo("{\"email\":\"a@example.org\",\"plan\":\"free\"}");
    }
  }

  @Test
  void allFieldsAreSentAfterARefusal() throws Exception {
    try (Bench bench = Bench.ofVendor(connector(), vendor)) {
      DestinationId destination = begun(bench);
      sent(bench, destination, "a@example.org", "Bonn", "gold");
      vendor.errors = "[{\"index\": 0, \"type\": \"city is invalid\"}]";
      changed(bench, "a@example.org", "?", "gold");
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 1);
      assertThat(vendor.last()).isEqualTo("{\"email\":\"a@example.org\",\"city\":\"?\"}");
      vendor.errors = "[]";
      sent(bench, destination, "a@example.org", "Ulm", "gold");
      assertThat(vendor.last())
          .isEqualTo("{\"email\":\"a@example.org\",\"city\":\"Ulm\",\"plan\":\"gold\"}");
    }
  }

  @Test
  void allFieldsAreSentAfterAnAttemptWithoutAnAnswer() throws Exception {
    try (Bench bench = Bench.ofVendor(connector(), vendor)) {
      DestinationId destination = begun(bench);
      sent(bench, destination, "a@example.org", "Bonn", "gold");
      vendor.lost = true;
      changed(bench, "a@example.org", "Ulm", "gold");
      await().atMost(BOUND).until(() -> vendor.people.size() > 1);
      vendor.lost = false;
      await().atMost(BOUND).until(() -> bench.count(destination, "accepted") == 1);
      assertThat(vendor.last())
          .isEqualTo("{\"email\":\"a@example.org\",\"city\":\"Ulm\",\"plan\":\"gold\"}");
    }
  }

  /** The vendor knows a person by the match value alone, so it gets another person. */
  @Test
  void allFieldsAreSentUnderANewMatchValue() throws Exception {
    try (Bench bench = Bench.ofVendor(connector(), vendor)) {
      DestinationId destination = begun(bench);
      sent(bench, destination, "a@example.org", "Bonn", "gold");
      sent(bench, destination, "b@example.org", "Ulm", "gold");
      assertThat(vendor.last())
          .isEqualTo("{\"email\":\"b@example.org\",\"city\":\"Ulm\",\"plan\":\"gold\"}");
    }
  }

  @Test
  void aPlanCountsTheChangedFieldsOnly() throws Exception {
    try (Bench bench = Bench.ofVendor(connector(), vendor)) {
      DestinationId destination = bench.destination();
      SyncId sync = synced(bench, destination);
      DeliveryEngine engine = bench.engine();
      sent(bench, destination, "a@example.org", "Bonn", "gold");
      bench.stop(engine);
      await().atMost(BOUND).until(engine::idle);
      changed(bench, "a@example.org", "Ulm", "gold");
      assertThat(plan(bench, sync).fields()).isEqualTo(1);
    }
  }

  private static SyncPlan plan(Bench bench, SyncId sync) throws SQLException {
    Clock clock = Clock.systemUTC();
    PlanQueries queries =
        new PlanQueries(
            bench.requests,
            (workspace, model, each) -> 0,
            id -> Optional.empty(),
            bench.types,
            bench.unknownAllows,
            bench.targets,
            new Protocols(clock),
            SharedRecords::hash,
            clock,
            BOUND,
            100,
            100);
    return queries.of(bench.catalogue().sync(sync).orElseThrow(), false);
  }

  private static Connector connector() {
    return switch (DeclaredConnectors.compile(
        "fake.yaml", MANIFEST.getBytes(StandardCharsets.UTF_8))) {
      case Compilation.Compiled(Connector connector) -> connector;
      case Compilation.Refused(var faults) -> throw new AssertionError(faults.toString());
    };
  }

  private static DestinationId begun(Bench bench) throws SQLException {
    DestinationId destination = bench.destination();
    SyncId _ = synced(bench, destination);
    bench.engine();
    return destination;
  }

  private static SyncId synced(Bench bench, DestinationId destination) throws SQLException {
    return bench.profileSync(
        destination,
        List.of(
            new FieldMapping("city", new ValueSource.Trait("city")),
            new FieldMapping("plan", new ValueSource.Trait("plan"))));
  }

  /** The person has these values, and the vendor has received them. */
  private void sent(Bench bench, DestinationId destination, String email, String city, String plan)
      throws SQLException {
    int before = vendor.people.size();
    changed(bench, email, city, plan);
    await().atMost(BOUND).until(() -> vendor.people.size() > before);
    await().atMost(BOUND).until(() -> bench.count(destination, "accepted") == 1);
  }

  private void changed(Bench bench, String email, String city, String plan) throws SQLException {
    Map<String, JsonNode> traits = new HashMap<>();
    traits.put("city", TextNode.valueOf(city));
    traits.put("plan", TextNode.valueOf(plan));
    bench.apply(
        bench.updated(
            ProfileStateBuilder.builder()
                .workspace(Bench.WORKSPACE)
                .profile(new ProfileId("prf_1"))
                .version(++version)
                .identifiers(List.of(new Identifier(Identifier.EMAIL, email)))
                .traits(traits)
                .consent(Map.of())
                .subscriptions(Map.of())
                .lastGroup(null)
                .firstSeen(Instant.EPOCH)
                .lastSeen(Instant.EPOCH)
                .build()));
  }

  /** A vendor that queues people, and names the refused ones by their index. */
  private static final class Vendor implements Transport {
    final List<String> people = new CopyOnWriteArrayList<>();

    /** In the next answers. */
    volatile String errors = "[]";

    /** Whether the next answers are lost. */
    volatile boolean lost;

    String last() {
      return people.getLast();
    }

    @Override
    public Egress.Answer send(Egress.Request request, Duration timeout) throws EgressFailure {
      byte[] body = request.body();
      if (body != null) {
        Json.read(body, JsonNode.class).path("people").forEach(each -> people.add(each.toString()));
      }
      if (lost && body != null) {
        throw new EgressFailure(EgressFailure.Reach.MAYBE_ARRIVED, "cut");
      }
      return new Egress.Answer(
          201,
          Map.of("content-type", List.of("application/json")),
          "{\"errors\": %s}".formatted(errors).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InetAddress checked(String host, int port) throws EgressFailure {
      throw new EgressFailure(EgressFailure.Reach.NOT_SENT, "No network in this test");
    }

    @Override
    public void requireEncryption(URI uri) {}
  }
}
