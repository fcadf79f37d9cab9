package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.declared.Compilation;
import dev.tributary.destinations.declared.DeclaredConnectors;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The ledger and a vendor to which each address is a member of its own. */
class FormerMembersTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final AudienceId AUDIENCE = new AudienceId("aud_1");
  private static final ProfileId ANN = new ProfileId("prf_1");
  private static final String MANIFEST =
      """
      id: %s
      name: Audience
      description: Has addresses.
      effectClass: A
      host: https://api.example.com
      auth: none
      objects:
        - name: rows
          label: Members
          kind: record
          batchSize: 50
          confirms: accepted
          matchFields: [email]
          removal: leaves-list
          fields:
            - { name: email, label: Email }
            - { name: name, label: Name }
          requests:
            write:
              method: POST
              path: /add
              body: { members: { $each: { email: "${item.matchValue | lower}", name: "${item.fields.name}" } } }
              answers: received
            remove:
              method: POST
              path: /remove
              body: { members: { $each: { email: "${item.knownAs | lower}" } } }
              answers: received
            removesFormerValues: true
      answers:
        received: [{ status: 200, outcome: accepted }, { status: 429, outcome: rate-limited, wait: 1 }]
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
  void aChangedAddressTakesThePlaceOfTheFormerOneAndNothingIsSentAgain() throws Exception {
    try (Bench bench = Bench.ofVendor(connector(), vendor)) {
      DestinationId destination = member(bench, "a@example.org");
      address(bench, destination, "b@example.org");
      assertThat(vendor.members).containsExactly("b@example.org");
      assertThat(vendor.requests)
          .containsExactly("/add a@example.org", "/remove a@example.org", "/add b@example.org");
      address(bench, destination, "B@Example.org");
      assertThat(vendor.members).containsExactly("b@example.org");
      assertThat(vendor.requests.getLast()).isEqualTo("/add b@example.org");
      assertThat(vendor.requests).hasSize(4);
      bench.apply(bench.member(AUDIENCE, ANN, true, 1, version));
      assertThat(bench.busy()).isZero();
    }
  }

  @Test
  void nothingOfAPersonIsLeftWhoLeavesAfterAChange() throws Exception {
    try (Bench bench = Bench.ofVendor(connector(), vendor)) {
      DestinationId destination = member(bench, "a@example.org");
      address(bench, destination, "b@example.org");
      leaves(bench, destination);
      assertThat(vendor.members).isEmpty();
    }
  }

  /** The request for the new address may have arrived, or not. */
  @Test
  void nothingOfAPersonIsLeftWhoLeavesAfterAChangeWithoutAnAnswer() throws Exception {
    try (Bench bench = Bench.ofVendor(connector(), vendor)) {
      DestinationId destination = member(bench, "a@example.org");
      vendor.lost = "/add";
      renamed(bench, "b@example.org");
      await().atMost(BOUND).until(() -> vendor.members.contains("b@example.org"));
      renamed(bench, "c@example.org");
      bench.apply(bench.member(AUDIENCE, ANN, false, 2, version));
      vendor.lost = "";
      await().atMost(BOUND).until(() -> bench.count(destination, "accepted") == 1);
      assertThat(vendor.members).isEmpty();
      assertThat(vendor.requests.getLast())
          .startsWith("/remove")
          .contains("a@example.org", "b@example.org", "c@example.org");
    }
  }

  /** The ledger must not believe that the vendor still has the former address. */
  @Test
  void theFormerAddressIsWrittenAgainIfItReturnsBeforeTheNewOneWasSent() throws Exception {
    try (Bench bench = Bench.ofVendor(connector(), vendor)) {
      DestinationId destination = member(bench, "a@example.org");
      vendor.full = "/add";
      renamed(bench, "b@example.org");
      await().atMost(BOUND).until(vendor.members::isEmpty);
      await().atMost(BOUND).until(() -> bench.count(destination, "in-flight") == 0);
      renamed(bench, "a@example.org");
      vendor.full = "";
      await().atMost(BOUND).until(() -> bench.count(destination, "accepted") == 1);
      assertThat(vendor.members).containsExactly("a@example.org");
    }
  }

  @Test
  void aWorkerThatDiesBetweenTheTwoRequestsLosesNothing() throws Exception {
    try (Bench bench = Bench.ofVendor(connector(), vendor)) {
      DestinationId destination = defined(bench);
      DeliveryEngine first = bench.engine();
      joins(bench, destination, "a@example.org");
      bench.stop(first);
      await().atMost(BOUND).until(first::idle);
      renamed(bench, "b@example.org");
      vendor.away = "/add";
      WorkSearchResult found =
          bench.deliveries.claim(bench.catalogue().destination(destination).orElseThrow(), 0, true);
      LeasedBatch batch = ((WorkSearchResult.Taken) found).batch();
      assertThat(bench.send(batch)).hasOnlyElementsOfType(Outcome.Transient.class);
      assertThat(vendor.members).isEmpty();
      vendor.away = "";
      bench.change("update delivery set lease_until = now() - interval '1 hour'");
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "accepted") == 1);
      assertThat(vendor.members).containsExactly("b@example.org");
      leaves(bench, destination);
      assertThat(vendor.members).isEmpty();
    }
  }

  /** Ann leaves the address, and Ben gets it, in one poll. */
  @Test
  void anAddressThatAnotherPersonHasNowStays() throws Exception {
    try (Bench bench = Bench.ofVendor(connector(), vendor)) {
      DestinationId destination = member(bench, "a@example.org");
      ProfileId ben = new ProfileId("prf_2");
      bench.apply(
          bench.updated(Bench.person(ANN, ++version, "b@example.org", "Ann")),
          bench.updated(Bench.person(ben, 1, "a@example.org", "Ben")),
          bench.member(AUDIENCE, ben, true, 1, 1));
      await().atMost(BOUND).until(() -> bench.count(destination, "accepted") == 2);
      assertThat(vendor.members).containsExactlyInAnyOrder("a@example.org", "b@example.org");
    }
  }

  private static Connector connector() {
    return switch (DeclaredConnectors.compile(
        "fake.yaml", MANIFEST.getBytes(StandardCharsets.UTF_8))) {
      case Compilation.Compiled(Connector connector) -> connector;
      case Compilation.Refused(var faults) -> throw new AssertionError(faults.toString());
    };
  }

  private static DestinationId defined(Bench bench) throws SQLException {
    DestinationId destination = bench.destination();
    bench.audienceSync(destination, "rows", AUDIENCE);
    return destination;
  }

  /** A destination that has Ann with this address. */
  private DestinationId member(Bench bench, String email) throws SQLException {
    DestinationId destination = defined(bench);
    bench.engine();
    joins(bench, destination, email);
    return destination;
  }

  private void joins(Bench bench, DestinationId destination, String email) throws SQLException {
    renamed(bench, email);
    bench.apply(bench.member(AUDIENCE, ANN, true, 1, version));
    await().atMost(BOUND).until(() -> bench.count(destination, "accepted") == 1);
    assertThat(vendor.members).containsExactly(email);
  }

  private void renamed(Bench bench, String email) throws SQLException {
    bench.apply(bench.updated(Bench.person(ANN, ++version, email, "Ann")));
  }

  /** Ann has this address, and the destination was told. */
  private void address(Bench bench, DestinationId destination, String email) throws SQLException {
    renamed(bench, email);
    await()
        .atMost(BOUND)
        .until(() ->
            bench.number(
                    "select count(*) from delivery where destination = '%s' and state ="
                            .formatted(destination)
                        + " 'accepted' and delivered_as = '%s'".formatted(email))
                == 1);
  }

  private void leaves(Bench bench, DestinationId destination) throws SQLException {
    bench.apply(bench.member(AUDIENCE, ANN, false, 2, version));
    await()
        .atMost(BOUND)
        .until(() ->
            bench.number(
                    "select count(*) from delivery where destination = '%s' and state ="
                            .formatted(destination)
                        + " 'accepted' and delivered_hash = 'absent'")
                == 1);
  }

  /** An audience. It does not know which person an address belongs to. */
  private static final class Vendor implements Transport {
    final Set<String> members = ConcurrentHashMap.newKeySet();
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** The path of requests that arrive, and whose answer is lost; empty for none. */
    volatile String lost = "";

    /** The path of requests that do not arrive; empty for none. */
    volatile String away = "";

    /** The path of requests above a limit; empty for none. */
    volatile String full = "";

    @Override
    public Egress.Answer send(Egress.Request request, Duration timeout) throws EgressFailure {
      String path = request.uri().getPath();
      byte[] body = request.body();
      if (body == null) {
        return answer(200);
      }
      if (path.equals(away)) {
        throw new EgressFailure(EgressFailure.Reach.NOT_SENT, "away");
      }
      if (path.equals(full)) {
        return answer(429);
      }
      List<String> emails = new ArrayList<>();
      for (JsonNode member : Json.read(body, JsonNode.class).path("members")) {
        emails.add(member.path("email").asText());
      }
      requests.add(path + " " + String.join(" ", emails));
      if (path.equals("/add")) {
        members.addAll(emails);
      } else {
        emails.forEach(members::remove);
      }
      if (path.equals(lost)) {
        throw new EgressFailure(EgressFailure.Reach.MAYBE_ARRIVED, "cut");
      }
      return answer(200);
    }

    private static Egress.Answer answer(int status) {
      return new Egress.Answer(
          status,
          Map.of("content-type", List.of("application/json")),
          "{}".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InetAddress checked(String host, int port) throws EgressFailure {
      throw new EgressFailure(EgressFailure.Reach.NOT_SENT, "No network in this test");
    }

    @Override
    public void requireEncryption(URI uri) {}
  }
}
