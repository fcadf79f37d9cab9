package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.delivered;
import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SAP S/4HANA Cloud against its stand-in. */
class SapTest {
  private static final String PARTNERS = "business-partners";
  private static final String ORDERS = "sales-orders";
  private static final String KEY = "BusinessPartnerIDByExtSystem";
  private static final String ORDER =
      "{\"SalesOrderType\": \"OR\", \"SoldToParty\": \"1000042\","
          + " \"SalesOrderDate\": \"2026-01-01\","
          + " \"lines\": [{\"Material\": \"TG11\", \"RequestedQuantity\": \"2\"},"
          + " {\"Material\": \"TG12\", \"RequestedQuantity\": \"1\"}]}";

  private final ConnectedStandIn sap =
      new ConnectedStandIn(
          "sap-s4hana",
          "{\"system\": \"my300000-api\", \"user\": \"COMM\"}",
          Map.of("password", "s3cret"));

  @AfterEach
  void close() {
    sap.close();
  }

  private static Item partner(int number, String key, String name) {
    return item(
        number,
        KEY,
        key,
        "{\"OrganizationBPName1\": \"%s\", \"OrganizationFoundationDate\": \"2020-02-29\"}"
            .formatted(name));
  }

  private Outcome write(Item item) {
    return sap.write(PARTNERS, item).getFirst();
  }

  private JsonNode partners() {
    return sap.control("/records/partners").path("records");
  }

  @Test
  void aPartnerIsCreatedThenChangedByTheNumberOfSap() {
    Item acme = partner(1, "c1", "Acme \u00fc");
    Outcome created = write(acme);
    assertThat(created).isInstanceOf(Outcome.Delivered.class);
    assertThat(write(acme)).isEqualTo(created);
    Item changed =
        ItemBuilder.builder(item(1, KEY, "c2", "{\"OrganizationBPName1\": \"Acme Ltd\"}"))
            .deliveredAs("c1")
            .vendorId(((Outcome.Delivered) created).vendorId())
            .build();
    assertThat(write(changed)).isInstanceOf(Outcome.Delivered.class);
    assertThat(partners()).hasSize(1);
    assertThat(partners().at("/0/values").toString())
        .contains("\"c2\"", "Acme Ltd", "/Date(1582934400000)/")
        .doesNotContain("\u00fc");
    sap.assertDocumented();
  }

  /** A quotation mark in a value ends no literal of the filter. */
  @Test
  void aKeyWithQuotationMarksFindsItsOwnPartnerOnly() {
    write(partner(1, "x", "Acme"));
    Item hostile = partner(2, "y' and 1 eq 'x", "Hostile");
    write(hostile);
    assertThat(write(hostile)).isInstanceOf(Outcome.Delivered.class);
    assertThat(partners()).hasSize(2);
    assertThat(partners().at("/0/values/OrganizationBPName1").asText()).isEqualTo("Acme");
  }

  @Test
  void aBadPartnerIsRefusedWithItsFieldAndTheNextOneIsWritten() {
    assertThat(write(item(1, KEY, "c1", "{\"SearchTerm1\": \"A\"}")))
        .isEqualTo(
            new Outcome.Rejected(
                "OrganizationBPName1",
                "CX_SADL_ENTITY/001: Enter a value for OrganizationBPName1"));
    assertThat(write(item(2, KEY, "c2", "{\"OrganizationBPName1\": \"B\", \"Colour\": \"red\"}")))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.field()).isEqualTo("Colour"));
    assertThat(partners()).isEmpty();
    assertThat(write(partner(3, "c3", "C"))).isInstanceOf(Outcome.Delivered.class);
  }

  /** The token has ended with its session: that is no refusal of the user. */
  @Test
  void aStaleTokenIsFetchedAgainWithinTheRequest() {
    write(partner(1, "c1", "Acme"));
    sap.control("POST", "/sessions/end", "{}");
    assertThat(write(partner(2, "c2", "Bolt"))).isInstanceOf(Outcome.Delivered.class);
    assertThat(partners()).hasSize(2);
    assertThat(sap.egress().sent)
        .filteredOn(request -> "Fetch".equals(request.headers().get("x-csrf-token")))
        .hasSize(2);
  }

  @Test
  void aRemovedPartnerIsMarkedForArchiving() {
    Item acme = partner(1, "c1", "Acme");
    Item there = delivered(acme, write(acme));
    assertThat(sap.remove(PARTNERS, there)).containsExactly(new Outcome.Delivered(null));
    assertThat(partners().at("/0/values/IsMarkedForArchiving").asBoolean()).isTrue();
    assertThat(sap.remove(PARTNERS, partner(2, "unknown", "X")))
        .containsExactly(new Outcome.Delivered(null));
    sap.assertDocumented();
  }

  @Test
  void aPartnerThatReturnsIsNoLongerMarkedForArchiving() {
    Item acme = partner(1, "c1", "Acme");
    sap.remove(PARTNERS, delivered(acme, write(acme)));
    assertThat(write(acme)).isInstanceOf(Outcome.Delivered.class);
    assertThat(partners()).hasSize(1);
    assertThat(partners().at("/0/values/IsMarkedForArchiving").asBoolean(true)).isFalse();
    sap.assertDocumented();
  }

  /** Another server at the same address knows another token: the credentials are good. */
  @Test
  void aSecondRefusalOfTheTokenIsRepeatedLater() {
    sap.control("POST", "/sessions/refuse", "");
    Item acme = partner(1, "c1", "Acme");
    assertThat(write(acme)).isInstanceOf(Outcome.Transient.class);
    assertThat(partners()).isEmpty();
    assertThat(write(acme)).isInstanceOf(Outcome.Delivered.class);
    assertThat(partners()).hasSize(1);
  }

  @Test
  void aSyncThatOnlyUpdatesCreatesNothing() {
    assertThat(sap.update(PARTNERS, partner(1, "c1", "Acme")))
        .hasOnlyElementsOfType(Outcome.RefusedMissing.class);
    assertThat(partners()).isEmpty();
  }

  @Test
  void anOrderIsCreatedOnceWithItsItemsAndAChangedOneIsRefused() {
    Item order = item(1, "PurchaseOrderByCustomer", "ORD-1", ORDER);
    Outcome created = sap.create(ORDERS, order).getFirst();
    assertThat(created).isInstanceOf(Outcome.Delivered.class);
    assertThat(sap.create(ORDERS, order)).hasOnlyElementsOfType(Outcome.RefusedExisting.class);
    assertThat(sap.create(ORDERS, delivered(order, created)))
        .hasOnlyElementsOfType(Outcome.RefusedExisting.class);
    JsonNode orders = sap.control("/records/orders").path("records");
    assertThat(orders).hasSize(1);
    assertThat(orders.at("/0/values/to_Item")).hasSize(2);
    sap.assertDocumented();
  }

  /** The number is the customer's, and not of this system. */
  @Test
  void twoCustomersCanHaveOrdersWithTheSameNumber() {
    String other = ORDER.replace("1000042", "1000043");
    Item first = item(1, "PurchaseOrderByCustomer", "1001", ORDER);
    Item second = item(2, "PurchaseOrderByCustomer", "1001", other);
    assertThat(sap.create(ORDERS, first)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(sap.create(ORDERS, second)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(sap.create(ORDERS, second)).hasOnlyElementsOfType(Outcome.RefusedExisting.class);
    assertThat(sap.control("/records/orders").path("records")).hasSize(2);
    sap.assertDocumented();
  }

  @Test
  void anOrderWithoutItemsOrCustomerIsRefusedBeforeARequest() {
    String nobody = ORDER.replace("SoldToParty", "TransactionCurrency");
    assertThat(
            List.of(
                sap.create(
                    ORDERS,
                    item(
                        1,
                        "PurchaseOrderByCustomer",
                        "O1",
                        "{\"SoldToParty\": \"1\", \"lines\": []}")),
                sap.create(ORDERS, item(2, "PurchaseOrderByCustomer", "O2", nobody))))
        .extracting(outcomes -> ((Outcome.Rejected) outcomes.getFirst()).field())
        .containsExactly("lines", "SoldToParty");
    assertThat(sap.egress().sent).noneMatch(sent -> sent.uri().getPath().contains("A_SalesOrder"));
  }

  @Test
  void anOrderWithABadItemIsNotThereAtAll() {
    assertThat(
            sap.create(
                ORDERS,
                item(
                    1,
                    "PurchaseOrderByCustomer",
                    "ORD-1",
                    "{\"SoldToParty\": \"1\", \"lines\": [{\"Material\": \"TG11\"}, {}]}")))
        .containsExactly(
            new Outcome.Rejected("Material", "CX_SADL_ENTITY/001: Enter a material for each item"));
    assertThat(
            sap.create(
                ORDERS, item(2, "PurchaseOrderByCustomer", "O2", "{\"SoldToParty\": \"1\"}")))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(sap.control("/records/orders").path("records")).isEmpty();
  }

  /** The fault strikes the second request, which is the creation: it has its effect. */
  @ParameterizedTest
  @ValueSource(strings = {"server-error", "cut"})
  void aCreationWithoutAnAnswerIsFoundByTheNextAttempt(String fault) {
    write(partner(1, "c1", "Acme"));
    sap.control(
        "POST",
        "/faults",
        ("{\"requests\": 1, \"path\": \"/A_BusinessPartner\", \"rate\": 0.5, \"seed\": 1,"
                + " \"fault\": {\"kind\": \"%s\", \"moment\": \"after-processing\"}}")
            .formatted(fault));
    Instant before = Instant.now();
    Item bolt = partner(2, "c2", "Bolt");
    assertThat(write(bolt))
        .isInstanceOfSatisfying(
            Outcome.Ambiguous.class,
            waits -> assertThat(waits.notBefore()).isAfterOrEqualTo(before.plusSeconds(120)));
    assertThat(partners()).hasSize(2);
    assertThat(write(bolt)).isInstanceOf(Outcome.Delivered.class);
    assertThat(partners()).hasSize(2);
  }

  @Test
  void aTestOfTheDestinationTellsAWrongPassword() {
    assertThat(sap.probe()).isInstanceOf(Outcome.Delivered.class);
    sap.control("PUT", "/token", "{\"token\": \"other\"}");
    assertThat(sap.probe()).isInstanceOf(Outcome.Unauthorised.class);
  }

  @Test
  void theLimitOfTheTenantIsKeptWithoutAHeader() {
    write(partner(1, "c1", "Acme"));
    sap.control(
        "PUT",
        "/limits",
        "{\"odata\": [{\"name\": \"tenant\", \"unit\": \"requests\", \"scope\": \"account\","
            + " \"amount\": 0, \"window\": {\"kind\": \"fixed\", \"milliseconds\": 60000}}]}");
    assertThat(write(partner(2, "c2", "Bolt"))).isInstanceOf(Outcome.RateLimited.class);
  }

  /** The first request is the search, so nothing was written. */
  @ParameterizedTest
  @EnumSource(Failure.class)
  void aFailureIsNeitherASuccessNorARefusal(Failure failure) {
    write(partner(1, "c1", "Acme"));
    sap.failNext(failure);
    assertThat(write(partner(2, "c2", "Bolt")))
        .isInstanceOf(
            switch (failure) {
              case UNAUTHORISED -> Outcome.Unauthorised.class;
              case RATE_LIMITED -> Outcome.RateLimited.class;
              case SERVER_ERROR, UNREADABLE -> Outcome.Transient.class;
              // The client of HTTP repeats a GET that has no answer, so the creation follows.
              case CUT -> Outcome.Delivered.class;
            });
    assertThat(partners()).hasSize(failure == Failure.CUT ? 2 : 1);
  }
}
