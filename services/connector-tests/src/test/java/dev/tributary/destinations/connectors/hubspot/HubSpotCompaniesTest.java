package dev.tributary.destinations.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Companies by their domain, which HubSpot does not keep unique. */
class HubSpotCompaniesTest {
  private final HubSpotVendor hubSpot = HubSpotVendor.companies();
  private final Protocols protocols = new Protocols(Clock.systemUTC());

  @AfterEach
  void close() {
    hubSpot.close();
  }

  @Test
  void aCompanyThatHubSpotHasIsUpdatedAndAnotherIsCreatedOnce() {
    String known = hubSpot.preset(Map.of("domain", "Acme.example", "city", "Delft"));
    List<Item> items =
        List.of(item("acme.example", null, "Acme"), item("bolt.example", null, "Bolt"));
    List<Outcome> first = send(items);
    assertThat(first.getFirst()).isEqualTo(new Outcome.Delivered(known));
    assertThat(first).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(hubSpot.objects()).hasSize(2);
    assertThat(hubSpot.objects().get(known))
        .containsEntry("city", "Delft")
        .containsEntry("name", "Acme");
    assertThat(send(items)).isEqualTo(first);
    assertThat(hubSpot.objects()).hasSize(2);
  }

  @Test
  void aChangedDomainChangesTheSameCompany() {
    String id =
        ((Outcome.Delivered) send(List.of(item("old.example", null, "A"))).getFirst()).vendorId();
    assertThat(send(List.of(item("new.example", id, "A"))))
        .containsExactly(new Outcome.Delivered(id));
    assertThat(hubSpot.objects()).hasSize(1);
    assertThat(hubSpot.objects().get(id)).containsEntry("domain", "new.example");
  }

  @Test
  void aCompanyThatIsGoneIsCreatedAgain() {
    assertThat(
            send(List.of(item("acme.example", "999", "Acme"), item("bolt.example", null, "Bolt"))))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(hubSpot.records()).containsOnlyKeys("acme.example", "bolt.example");
  }

  @Test
  void severalCompaniesOfOneDomainAreTheRecordsFault() {
    String first = hubSpot.preset(Map.of("domain", "acme.example"));
    String second = hubSpot.preset(Map.of("domain", "acme.example"));
    List<Outcome> outcomes =
        send(List.of(item("acme.example", null, "Acme"), item("bolt.example", null, "Bolt")));
    assertThat(outcomes.getFirst())
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.field()).isEqualTo("domain");
              assertThat(rejected.words()).contains(first).contains(second);
            });
    assertThat(outcomes.getLast()).isInstanceOf(Outcome.Delivered.class);
  }

  /** A proxy in between, or another version of the API. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Please wait",
        "{}",
        "{\"results\":[]}",
        "{\"total\":0}",
        "{\"total\":1,\"results\":[{\"properties\":{\"domain\":\"acme.example\"}}]}"
      })
  void nothingIsCreatedAfterASearchWhoseAnswerCannotBeRead(String answer) {
    List<Outcome> outcomes =
        send(
            List.of(item("acme.example", null, "Acme"), item("bolt.example", null, "Bolt")),
            answering("/search", 200, answer));
    assertThat(outcomes)
        .containsOnly(new Outcome.Transient("HubSpot's answer to the search cannot be read", null));
    assertThat(hubSpot.objects()).isEmpty();
  }

  /** As a number is, for example: 1000 is found as 1000.00. */
  @Test
  void nothingIsCreatedIfHubSpotFindsACompanyByAnotherValue() {
    Egress other =
        answering(
            "/search",
            200,
            "{\"total\":1,\"results\":[{\"id\":\"7\",\"properties\":{\"domain\":\"www.acme.example\"}}]}");
    assertThat(
            send(
                List.of(item("acme.example", null, "Acme"), item("bolt.example", null, "Bolt")),
                other))
        .hasOnlyElementsOfType(Outcome.RefusedTogether.class);
    assertThat(hubSpot.objects()).isEmpty();
  }

  @Test
  void ofTwoRecordsWithOneDomainTheSecondWaitsUntilTheFirstCanBeFound() {
    Instant before = Instant.now();
    List<Outcome> outcomes =
        send(List.of(item("acme.example", null, "Acme"), item(" ACME.example", null, "Acme Ltd")));
    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcomes.getLast())
        .isInstanceOfSatisfying(
            Outcome.Transient.class,
            waits -> assertThat(waits.notBefore()).isAfter(before.plusSeconds(29)));
    assertThat(hubSpot.objects()).hasSize(1);
  }

  @Test
  void aCreationWhoseAnswerIsLostIsNotRepeatedBeforeASearchCanFindTheCompany() {
    Instant before = Instant.now();
    Egress cut =
        deviating(
            "/batch/create",
            request -> {
              hubSpot.egress().send(request);
              throw new EgressFailure(EgressFailure.Reach.MAYBE_ARRIVED, "cut");
            });
    assertThat(send(List.of(item("acme.example", null, "Acme")), cut).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Ambiguous.class,
            lost -> assertThat(lost.notBefore()).isAfter(before.plusSeconds(29)));
    assertThat(send(List.of(item("acme.example", null, "Acme"))))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(hubSpot.objects()).hasSize(1);
  }

  /** Its creation may have had no answer. */
  @Test
  void theRemovalOfACompanyWhoseIdIsNotKnownArchivesTheCompanyThatHasTheDomain() {
    send(List.of(item("acme.example", null, "Acme"), item("bolt.example", null, "Bolt")));
    assertThat(remove(item("Acme.example", null, ""))).isEqualTo(new Outcome.Delivered(null));
    assertThat(hubSpot.records()).containsOnlyKeys("bolt.example");
    assertThat(remove(item("acme.example", null, ""))).isEqualTo(new Outcome.Delivered(null));
  }

  @Test
  void aRemovalWaitsUntilASearchCanFindACompanyThatWasCreatedBefore() {
    Instant now = Instant.now();
    Item removal = ItemBuilder.builder(item("acme.example", null, "")).since(now).build();
    assertThat(remove(removal))
        .isInstanceOfSatisfying(
            Outcome.Transient.class,
            waits -> assertThat(waits.notBefore()).isEqualTo(now.plusSeconds(30)));
  }

  @Test
  void noCompanyIsArchivedIfSeveralHaveTheDomain() {
    hubSpot.preset(Map.of("domain", "acme.example"));
    hubSpot.preset(Map.of("domain", "acme.example"));
    assertThat(remove(item("acme.example", null, ""))).isInstanceOf(Outcome.Rejected.class);
    assertThat(hubSpot.objects()).hasSize(2);
  }

  /** A destination of contacts and lists works without this right. */
  @Test
  void aTokenThatMayNotReadCompaniesStopsOnlyTheSyncOfCompanies() {
    Egress forbidden = answering("/search", 403, "{\"message\":\"not granted\"}");
    assertThat(send(List.of(item("acme.example", null, "Acme")), forbidden).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class,
            stopped ->
                assertThat(stopped.words())
                    .contains("crm.objects.companies.read")
                    .contains("not granted"));
  }

  /** HubSpot refuses a token that it does not know with 401. */
  @Test
  void aTokenThatMayNotReadTheAccountIsAcceptedAndAnUnknownOneIsNot() {
    String body = "{\"category\":\"MISSING_SCOPES\",\"message\":\"not granted\"}";
    assertThat(probed(answering("/details", 403, body)))
        .isEqualTo(Probe.Result.withheld("not granted"));
    assertThat(probed(answering("/details", 401, body)))
        .isEqualTo(Probe.Result.of(new Outcome.Unauthorised("not granted")));
  }

  /** A proxy, or a portal that is blocked, has not looked at the token. */
  @Test
  void aRefusalThatDoesNotNameMissingScopesAcceptsNoToken() {
    assertThat(probed(answering("/details", 403, "<html>Forbidden</html>")))
        .isEqualTo(Probe.Result.of(new Outcome.Unauthorised("HTTP 403")));
    String banned = "{\"category\":\"BANNED\",\"message\":\"The portal is blocked\"}";
    assertThat(probed(answering("/details", 403, banned)))
        .isEqualTo(Probe.Result.of(new Outcome.Unauthorised("The portal is blocked")));
  }

  private Probe.Result probed(Egress egress) {
    return protocols.probe(hubSpot.connector(), hubSpot.target(), egress);
  }

  /** Answers in the place of HubSpot. */
  @FunctionalInterface
  private interface Deviation {
    Egress.Answer answer(Egress.Request request) throws EgressFailure;
  }

  private Egress answering(String path, int status, String body) {
    return deviating(
        path,
        request -> new Egress.Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sends to HubSpot, except requests to this path. */
  private Egress deviating(String path, Deviation deviation) {
    return new Egress() {
      @Override
      public Answer send(Request request) throws EgressFailure {
        return request.uri().getPath().endsWith(path)
            ? deviation.answer(request)
            : hubSpot.egress().send(request);
      }

      @Override
      public InetAddress checked(String host, int port) {
        return InetAddress.getLoopbackAddress();
      }

      @Override
      public void note(Exchange exchange) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private List<Outcome> send(List<Item> items) {
    return send(items, hubSpot.egress());
  }

  private Outcome remove(Item item) {
    return send(Operation.REMOVE, List.of(item), hubSpot.egress()).getFirst();
  }

  private List<Outcome> send(List<Item> items, Egress egress) {
    return send(Operation.WRITE, items, egress);
  }

  private List<Outcome> send(Operation operation, List<Item> items, Egress egress) {
    ObjectNode nothing = Json.MAPPER.createObjectNode();
    Batch batch =
        new Batch(
            hubSpot.target().withoutSecrets(),
            "msg_1",
            new SyncId("syn_1"),
            "companies",
            null,
            operation,
            nothing,
            items);
    return protocols.send(hubSpot.connector(), batch, hubSpot.target(), egress, Places.NONE);
  }

  private static Item item(String domain, @Nullable String vendorId, String name) {
    return ItemBuilder.builder()
        .delivery("dlv_" + domain)
        .matchField("domain")
        .matchValue(domain)
        .deliveredAs(null)
        .vendorId(vendorId)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(Json.MAPPER.createObjectNode().put("name", name))
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }
}
