package dev.tributary.sandbox.sap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;

class SapTest extends VendorCaller {
  private static final String ROOT = "/sap/opu/odata/sap";
  private static final String ORDERS = ROOT + "/API_SALES_ORDER_SRV/A_SalesOrder";
  private static final String ORDER = "{'SoldToParty':'1','to_Item':[{'Material':'A'}]}";

  SapTest() {
    super("sap-s4hana", "sap");
  }

  private RequestSpecification user() {
    return documented().auth().preemptive().basic("COMM", "any");
  }

  private RequestSpecification inSession() {
    var fetched = user().header("X-CSRF-Token", "Fetch").get(ROOT + "/API_BUSINESS_PARTNER/");
    return user()
        .header("X-CSRF-Token", fetched.header("X-CSRF-Token"))
        .header("Cookie", fetched.header("Set-Cookie").split(";", 2)[0]);
  }

  private static Response order(RequestSpecification request, String body) {
    return request.body(json(body)).post(ORDERS);
  }

  @Test
  void aChangeNeedsTheTokenAndTheCookieOfItsSession() {
    var forged = vendor().auth().preemptive().basic("COMM", "any");
    var refused = order(forged.contentType("application/json"), ORDER);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.header("x-csrf-token")).isEqualTo("Required");
    assertThat(order(inSession(), ORDER).statusCode()).isEqualTo(201);
    var session = inSession();
    command("/sessions/end", "");
    assertThat(order(session.noFilters(), ORDER).statusCode()).isEqualTo(403);
  }

  @Test
  void anOrderAndItsItemsAreThereOrNothingIs() {
    for (var item : List.of("{}", "")) {
      assertThat(order(inSession(), ORDER.replace("{'Material':'A'}", item)).statusCode())
          .isEqualTo(400);
    }
    assertThat(control("/records/orders").<List<Object>>path("records")).isEmpty();
  }

  @Test
  void aFilterFindsTheRecordWithThisValueOnly() {
    order(inSession(), ORDER.replace("{'Sold", "{'PurchaseOrderByCustomer':'O\\u0027Hara','Sold"));
    var filter = "PurchaseOrderByCustomer eq '%s'";
    assertThat(
            user()
                .queryParam("$filter", filter.formatted("O''Hara"))
                .get(ORDERS)
                .<List<Object>>path("d.results"))
        .hasSize(1);
    assertThat(
            user()
                .queryParam("$filter", filter.formatted("O''Hara") + " and SoldToParty eq '2'")
                .get(ORDERS)
                .<List<Object>>path("d.results"))
        .isEmpty();
    assertThat(user().queryParam("$filter", filter.formatted("O'Hara")).get(ORDERS).statusCode())
        .isEqualTo(400);
  }

  @Test
  void aChangeNeedsAConditionAndHasNoItems() {
    var number = order(inSession(), ORDER).<String>path("d.SalesOrder");
    var path = ORDERS + "('%s')".formatted(number);
    assertThat(inSession().body("{}").patch(path).statusCode()).isEqualTo(428);
    assertThat(
            inSession()
                .header("If-Match", "*")
                .body(json("{'to_Item':[]}"))
                .patch(path)
                .statusCode())
        .isEqualTo(400);
  }
}
