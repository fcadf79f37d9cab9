package dev.tributary.destinations.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.protocol.MemoryPlaces;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import dev.tributary.testkit.vendor.VendorExcerpt;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubSpotConnectorTest {
  private final HubSpotVendor hubSpot = HubSpotVendor.contacts();
  private final Protocols protocols = new Protocols(Clock.systemUTC());
  private final MemoryPlaces places = new MemoryPlaces();

  @AfterEach
  void close() {
    hubSpot.close();
  }

  @AfterAll
  static void requestsWereCheckedAgainstTheVendorsDocuments() {
    assertThat(VendorExcerpt.HUBSPOT.checked()).isPositive();
  }

  @Test
  void aContactThatSomebodyElseCreatedIsFoundAndUpdated() {
    String id = hubSpot.preset(Map.of("email", "a@example.org", "city", "Delft"));
    Outcome outcome = contact("a@example.org", null, null);
    assertThat(outcome).isEqualTo(new Outcome.Delivered(id));
    assertThat(hubSpot.objects()).hasSize(1);
    assertThat(hubSpot.objects().get(id))
        .containsEntry("firstname", "Ann")
        .containsEntry("city", "Delft");
  }

  @Test
  void aTestNamesThePortal() {
    assertThat(protocols.probe(hubSpot.connector(), hubSpot.target(), hubSpot.egress()).account())
        .isEqualTo(new Probe.Account("24680135", "24680135 at app.hubspot.example"));
  }

  @Test
  void aChangedAddressUpdatesTheSameContactByItsId() {
    Outcome first = contact("old@example.org", null, null);
    String id = ((Outcome.Delivered) first).vendorId();
    assertThat(contact("new@example.org", id, "old@example.org"))
        .isEqualTo(new Outcome.Delivered(id));
    assertThat(hubSpot.objects()).hasSize(1);
    assertThat(hubSpot.objects().get(id)).containsEntry("email", "new@example.org");
  }

  /** Its creation may have had no answer. */
  @Test
  void theRemovalOfAContactWhoseIdIsNotKnownArchivesTheContactThatHasTheAddress() {
    contact("other@example.org", null, null);
    contact("old@example.org", null, null);
    Item removal =
        ItemBuilder.builder(contactItem("dlv_1", "new@example.org", null))
            .deliveredAs("OLD@example.org")
            .build();
    assertThat(perform("contacts", Operation.REMOVE, removal))
        .isEqualTo(new Outcome.Delivered(null));
    assertThat(hubSpot.records()).containsOnlyKeys("other@example.org");
  }

  @Test
  void theRemovalOfAContactByItsTributaryIdSearchesByThisProperty() {
    for (String id : List.of("u-1", "u-2")) {
      assertThat(perform("contacts", Operation.WRITE, byOwnId(id)))
          .isInstanceOf(Outcome.Delivered.class);
    }
    assertThat(perform("contacts", Operation.REMOVE, byOwnId("u-1")))
        .isEqualTo(new Outcome.Delivered(null));
    assertThat(hubSpot.objects().values())
        .singleElement()
        .satisfies(left -> assertThat(left).containsEntry("tributary_id", "u-2"));
  }

  /** HubSpot then deletes the contact that has the address. */
  @Test
  void aContactWhoseIdIsNotKnownIsErasedByItsAddress() {
    contact("a@example.org", null, null);
    contact("b@example.org", null, null);
    Batch batch = batch("contacts", Operation.REMOVE, contactItem("dlv_1", "A@example.org", null));
    assertThat(protocols.forget(hubSpot.connector(), batch, hubSpot.target(), hubSpot.egress()))
        .containsExactly(new Outcome.Delivered(null));
    assertThat(hubSpot.records()).containsOnlyKeys("b@example.org");
  }

  @Test
  void aContactThatIsMatchedByItsAddressGetsTheMappedPropertyOfTributary() {
    Item item = contactItem("dlv_1", "a@example.org", null);
    item.fields().put("tributary_id", "u-1");
    assertThat(perform("contacts", Operation.WRITE, item)).isInstanceOf(Outcome.Delivered.class);
    assertThat(hubSpot.objects().values())
        .singleElement()
        .satisfies(contact -> assertThat(contact).containsEntry("tributary_id", "u-1"));
  }

  @Test
  void aContactWhoseIdIsNotKnownIsErasedByItsTributaryId() {
    perform("contacts", Operation.WRITE, byOwnId("u-1"));
    perform("contacts", Operation.WRITE, byOwnId("u-2"));
    assertThat(erase(hubSpot.egress(), byOwnId("u-1"))).isEqualTo(new Outcome.Delivered(null));
    assertThat(hubSpot.objects().values())
        .singleElement()
        .satisfies(left -> assertThat(left).containsEntry("tributary_id", "u-2"));
  }

  /** A search does not find an archived contact, which HubSpot still has. */
  @Test
  void theErasureOfAnArchivedContactWhoseIdIsNotKnownIsNotConfirmed() {
    perform("contacts", Operation.WRITE, byOwnId("u-1"));
    perform("contacts", Operation.REMOVE, byOwnId("u-1"));
    assertThat(erase(hubSpot.egress(), byOwnId("u-1"))).isEqualTo(new Outcome.Accepted(null));
  }

  @Test
  void anErasureWithoutThePropertyOfTributaryIsNotConfirmed() {
    assertThat(erase(hubSpot.egress(), byOwnId("u-1"))).isEqualTo(new Outcome.Accepted(null));
  }

  /** A form of the customer creates an archived contact again. HubSpot answers 204 for both. */
  @Test
  void aKnownContactThatWasCreatedAgainUnderItsAddressIsErasedToo() {
    Item known = known(contact("a@example.org", null, null), "a@example.org");
    perform("contacts", Operation.REMOVE, known);
    hubSpot.preset(Map.of("email", "a@example.org"));
    assertThat(erase(hubSpot.egress(), known)).isEqualTo(new Outcome.Delivered(null));
    assertThat(hubSpot.objects()).isEmpty();
  }

  /** The contact has moved into another one, with its address. */
  @Test
  void aKnownContactThatWasMergedIsErasedByAllItsAddresses() {
    Item known =
        ItemBuilder.builder(known(contact("a@example.org", null, null), "b@example.org"))
            .deliveredAs("a@example.org")
            .formerMatchValues(List.of("a@example.org"))
            .build();
    Egress merged =
        new FailingEgress(hubSpot.egress(), "no such path", 500) {
          @Override
          public Answer send(Request request) throws EgressFailure {
            byte[] body = java.util.Objects.requireNonNull(request.body());
            return new String(body, StandardCharsets.UTF_8).contains("idProperty")
                ? super.send(request)
                : new Answer(
                    404,
                    Map.of(),
                    "{\"category\": \"OBJECT_NOT_FOUND\"}".getBytes(StandardCharsets.UTF_8));
          }
        };
    assertThat(erase(merged, known)).isEqualTo(new Outcome.Delivered(null));
    assertThat(hubSpot.objects()).isEmpty();
  }

  private static Item known(Outcome delivered, String address) {
    return ItemBuilder.builder(contactItem("dlv_1", address, null))
        .vendorId(((Outcome.Delivered) delivered).vendorId())
        .deliveredAs(address)
        .build();
  }

  /** A creation under a former address can have had no answer. */
  @Test
  void aContactIsErasedByAllAddressesThatItMayHaveHad() {
    for (String address : List.of("a@example.org", "b@example.org", "c@example.org")) {
      contact(address, null, null);
    }
    Item person =
        ItemBuilder.builder(contactItem("dlv_1", "b@example.org", null))
            .formerMatchValues(List.of("a@example.org"))
            .build();
    assertThat(erase(hubSpot.egress(), person)).isEqualTo(new Outcome.Delivered(null));
    assertThat(hubSpot.records()).containsOnlyKeys("c@example.org");
  }

  @Test
  void anAnswerThatTheAddressIsUnknownIsNoErasure() {
    Egress gateway = new FailingEgress(hubSpot.egress(), "/gdpr-delete", 404);
    assertThat(erase(gateway, contactItem("dlv_1", "a@example.org", null)))
        .isInstanceOf(Outcome.Misconfigured.class);
  }

  private Outcome erase(Egress egress, Item item) {
    Batch batch = batch("contacts", Operation.REMOVE, item);
    return protocols.forget(hubSpot.connector(), batch, hubSpot.target(), egress).getFirst();
  }

  private static Item byOwnId(String id) {
    return ItemBuilder.builder(contactItem("dlv_" + id, id, null))
        .matchField("tributary_id")
        .build();
  }

  /** The mode of a sync can change while a removal is due. */
  @Test
  void aSyncThatOnlyCreatesStillArchivesWhatItHasToRemove() {
    contact("a@example.org", null, null);
    Batch removal =
        BatchBuilder.builder(
                batch("contacts", Operation.REMOVE, contactItem("dlv_1", "a@example.org", null)))
            .mode(Mode.CREATE_ONLY)
            .build();
    assertThat(
            protocols.send(
                hubSpot.connector(), removal, hubSpot.target(), hubSpot.egress(), places))
        .containsExactly(new Outcome.Delivered(null));
    assertThat(hubSpot.records()).isEmpty();
  }

  @Test
  void theRemovalOfAContactThatHubSpotLacksNeedsASearchThatFindsNothing() {
    Item removal = contactItem("dlv_1", "a@example.org", null);
    hubSpot.failNext(Failure.SERVER_ERROR);
    assertThat(perform("contacts", Operation.REMOVE, removal))
        .isInstanceOf(Outcome.Transient.class);
    assertThat(perform("contacts", Operation.REMOVE, removal))
        .isEqualTo(new Outcome.Delivered(null));
  }

  @Test
  void aRefusedAddressIsShownWithTheVendorsWordsAndTheField() {
    hubSpot.refuse("bad@example.org");
    assertThat(contact("bad@example.org", null, null))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.field()).isEqualTo("email");
              assertThat(rejected.words()).contains("Email address bad@example.org is invalid");
            });
  }

  @Test
  void anAudienceBecomesAListThatIsCreatedOnceAndFilledAndEmptied() {
    String id = ((Outcome.Delivered) contact("a@example.org", null, null)).vendorId();
    assertThat(membership(Operation.WRITE, id)).isInstanceOf(Outcome.Delivered.class);
    assertThat(membership(Operation.WRITE, id)).isInstanceOf(Outcome.Delivered.class);
    assertThat(hubSpot.lists()).containsExactly("Loyal but at risk");
    assertThat(hubSpot.members("Loyal but at risk")).containsExactly(id);
    assertThat(membership(Operation.REMOVE, id)).isInstanceOf(Outcome.Delivered.class);
    assertThat(hubSpot.members("Loyal but at risk")).isEmpty();
    assertThat(hubSpot.objects()).hasSize(1);
  }

  @Test
  void aMembershipOfAListThatHubSpotRefusesIsNotDelivered() {
    String id = ((Outcome.Delivered) contact("a@example.org", null, null)).vendorId();
    hubSpot.refuseLists();
    assertThat(membership(Operation.WRITE, id))
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class,
            stopped -> assertThat(stopped.words()).contains("too many lists"));
    assertThat(membership(Operation.REMOVE, id)).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aListThatSomebodyDeletedIsCreatedAgain() {
    String id = ((Outcome.Delivered) contact("a@example.org", null, null)).vendorId();
    assertThat(membership(Operation.WRITE, id)).isInstanceOf(Outcome.Delivered.class);
    hubSpot.deleteLists();
    assertThat(membership(Operation.WRITE, id)).isInstanceOf(Outcome.Delivered.class);
    assertThat(hubSpot.members("Loyal but at risk")).containsExactly(id);
  }

  @Test
  void theListHasEachContactOnOnePageWithItsIdAndTheFieldsThatWereAsked() {
    for (int i = 0; i < 103; i++) {
      hubSpot.preset(Map.of("email", "P%d@Example.org".formatted(i), "firstname", "N" + i));
    }
    Listing.Page.Records first = page(null);
    assertThat(first.records()).hasSize(100);
    Listing.Page.Records second = page(first.next());
    assertThat(second.records()).hasSize(3);
    assertThat(second.next()).isNull();
    Listing.Listed last = second.records().getLast();
    assertThat(last.matchValue()).isEqualTo("p102@example.org");
    assertThat(hubSpot.objects()).containsKey(first.records().getFirst().vendorId());
    assertThat(last.fields().toString()).isEqualTo("{\"firstname\":\"N102\",\"city\":null}");
  }

  @Test
  void aListThatHubSpotRefusesIsNoEmptyList() {
    hubSpot.failNext(Failure.SERVER_ERROR);
    assertThat(answered(null)).isInstanceOf(Listing.Page.Failed.class);
    assertThat(page(null).records()).isEmpty();
    Listing listing = hubSpot.connector().listing(scope(null));
    for (String body : List.of("", "{}", "{\"results\":[{\"id\":\"7\"}]}", "<html>")) {
      assertThat(
              ((Listing.OfRequest) listing)
                  .reading()
                  .page(
                      new Egress.Answer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8)),
                      Instant.EPOCH))
          .as(body)
          .isInstanceOf(Listing.Page.Failed.class);
    }
  }

  @Test
  void aListedContactNamesTheContactsThatWereMergedIntoIt() {
    String body =
        """
        {"results":[{"id":"7","properties":{"email":"a@x.example","firstname":"Ann",
          "hs_additional_emails":"B@x.example;c@x.example","hs_merged_object_ids":"8; 9"}},
          {"id":"10","properties":{"email":"a\\u0000b","firstname":"\\ud800"}}]}
        """;
    List<Listing.Listed> records = ((Listing.Page.Records) read(200, body)).records();
    Listing.Listed merged = records.getFirst();
    assertThat(merged.alsoNamed()).containsExactly("b@x.example", "c@x.example");
    assertThat(merged.alsoIds()).containsExactly("8", "9");
    assertThat(records.getLast().matchValue()).as("no ledger can have it").isNull();
  }

  @Test
  void anAddressThatIsTooLongEndsTheComparison() {
    assertThat(read(414, ""))
        .isInstanceOfSatisfying(
            Listing.Page.Failed.class,
            failed -> assertThat(failed.outcome()).isInstanceOf(Outcome.Misconfigured.class));
  }

  private Listing.Page read(int status, String body) {
    return ((Listing.OfRequest) hubSpot.connector().listing(scope(null)))
        .reading()
        .page(
            new Egress.Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8)),
            Instant.EPOCH);
  }

  private Listing.Page.Records page(@Nullable String cursor) {
    return (Listing.Page.Records) answered(cursor);
  }

  private Listing.Page answered(@Nullable String cursor) {
    return protocols.page(hubSpot.connector(), scope(cursor), hubSpot.target(), hubSpot.egress());
  }

  private Listing.Scope scope(@Nullable String cursor) {
    return new Listing.Scope(
        hubSpot.target().withoutSecrets(),
        "contacts",
        Json.MAPPER.createObjectNode(),
        "email",
        List.of("firstname", "city"),
        cursor);
  }

  /** HubSpot answers results in any order, and compares addresses without case. */
  @Test
  void aResultBelongsToTheItemWhoseTraceIdItHas() {
    Item first = contactItem("dlv_1", "a@example.org", null);
    Item second = contactItem("dlv_2", "A@example.org", "7");
    Call call =
        Objects.call(batch("contacts", Operation.WRITE, first), "update", List.of(first, second));
    assertThat(
            call.reading()
                .outcomes(
                    new Egress.Answer(
                        200,
                        Map.of(),
                        """
                        {"results": [
                          {"id": "8", "objectWriteTraceId": "dlv_2", "properties": {"email": "a@example.org"}},
                          {"id": "7", "objectWriteTraceId": "dlv_1", "properties": {"email": "a@example.org"}}
                        ]}\
                        """
                            .getBytes(StandardCharsets.UTF_8)),
                    Instant.EPOCH))
        .containsExactly(new Outcome.Delivered("7"), new Outcome.Delivered("8"));
  }

  @Test
  void aPreviewOfAMembershipNamesTheListAndShowsAnIdOnlyIfItIsKnown() {
    List<Egress.Exchange> joins = preview(Operation.WRITE, null);
    assertThat(joins).extracting(Egress.Exchange::method).containsExactly("GET", "PUT");
    assertThat(joins.getFirst().target()).endsWith("/name/Loyal%20but%20at%20risk");
    assertThat(joins.getLast().target()).endsWith("/crm/v3/lists/LIST-ID/memberships/add");
    assertThat(joins.getLast().body()).isEqualTo("[\"CONTACT-ID\"]");

    Egress.Exchange leaves = preview(Operation.REMOVE, "7").getLast();
    assertThat(leaves.target()).endsWith("/crm/v3/lists/LIST-ID/memberships/remove");
    assertThat(leaves.body()).isEqualTo("[\"7\"]");
    assertThat(hubSpot.lists()).isEmpty();
  }

  private List<Egress.Exchange> preview(Operation operation, @Nullable String contact) {
    return protocols.preview(
        hubSpot.connector(),
        batch("list-memberships", operation, membershipOf(contact)),
        hubSpot.target());
  }

  @Test
  void aMemberWhoseContactIsGoneIsRejected() {
    assertThat(membership(Operation.WRITE, "999")).isInstanceOf(Outcome.Rejected.class);
  }

  private Outcome contact(String email, @Nullable String vendorId, @Nullable String deliveredAs) {
    Item item =
        ItemBuilder.builder(contactItem("dlv_1", email, vendorId)).deliveredAs(deliveredAs).build();
    return perform("contacts", Operation.WRITE, item);
  }

  private static Item contactItem(String delivery, String email, @Nullable String vendorId) {
    return ItemBuilder.builder()
        .delivery(delivery)
        .matchField("email")
        .matchValue(email)
        .deliveredAs(null)
        .vendorId(vendorId)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(Json.MAPPER.createObjectNode().put("firstname", "Ann"))
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .uncertain(false)
        .build();
  }

  private Outcome membership(Operation operation, @Nullable String contact) {
    return perform("list-memberships", operation, membershipOf(contact));
  }

  private static Item membershipOf(@Nullable String contact) {
    return ItemBuilder.builder()
        .delivery("dlv_2")
        .matchField("email")
        .matchValue("syn_1/dlv_1")
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(contact)
        .content(null)
        .formerMatchValues(List.of())
        .fields(Json.MAPPER.createObjectNode())
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }

  private Outcome perform(String object, Operation operation, Item item) {
    return protocols
        .send(
            hubSpot.connector(),
            batch(object, operation, item),
            hubSpot.target(),
            hubSpot.egress(),
            places)
        .getFirst();
  }

  private Batch batch(String object, Operation operation, Item item) {
    return new Batch(
        hubSpot.target().withoutSecrets(),
        "msg_1",
        new SyncId("syn_1"),
        object,
        null,
        operation,
        hubSpot.syncSettings(),
        List.of(item));
  }
}
