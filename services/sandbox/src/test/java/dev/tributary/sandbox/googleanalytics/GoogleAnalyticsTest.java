package dev.tributary.sandbox.googleanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoogleAnalyticsTest extends VendorCaller {
  private static final String PURCHASE =
      "{'name':'purchase','params':{'transaction_id':'t-1','value':12.5,'currency':'EUR'}}";

  GoogleAnalyticsTest() {
    super("google-analytics", "googleanalytics");
  }

  private Response send(String server, String... events) {
    return documented()
        .body(json("{'client_id':'1.2','events':[%s]}".formatted(String.join(",", events))))
        .post(server + "/mp/collect?measurement_id=G-1&api_secret=secret");
  }

  private int taken() {
    return control("/events/events").path("counts.received");
  }

  private List<String> reasons() {
    return control("/events/dropped").path("events.event.reason");
  }

  @Test
  void whateverIsSentIsAnsweredAsASuccess() {
    assertThat(send("", PURCHASE).statusCode()).isEqualTo(204);
    assertThat(send("", "{'name':'not good'}").statusCode()).isEqualTo(204);
    assertThat(send("", "{}").statusCode()).isEqualTo(204);
    assertThat(documented().body("{").post("/mp/collect?api_secret=secret").statusCode())
        .isEqualTo(204);
    set("/token", "{\"token\":\"other\"}");
    assertThat(send("", "{'name':'sign_up'}").statusCode()).isEqualTo(204);

    assertThat(taken()).isEqualTo(1);
    assertThat(reasons()).containsExactly("NAME_INVALID", "VALUE_REQUIRED");
  }

  @Test
  void purchasesOfOneTransactionAreOne() {
    send("", PURCHASE, PURCHASE);
    send("", PURCHASE);
    assertThat(taken()).isEqualTo(1);

    send("", "{'name':'sign_up'}", "{'name':'sign_up'}");
    assertThat(taken()).isEqualTo(3);
  }

  @Test
  void eventsOlderThanSeventyTwoHoursAreDropped() {
    var now = Instant.parse("2026-11-01T12:00:00Z").toEpochMilli() * 1_000;
    var old = now - 73L * 3_600_000_000L;

    send("", "{'name':'sign_up','timestamp_micros':%d}".formatted(old));
    send("", "{'name':'sign_up','timestamp_micros':%d}".formatted(now));

    assertThat(taken()).isEqualTo(1);
  }

  @Test
  void twentySixEventsAreAllDropped() {
    var events = Collections.nCopies(26, "{'name':'sign_up'}").toArray(String[]::new);

    send("", events);

    assertThat(taken()).isZero();
    assertThat(send("/debug", events).<List<String>>path("validationMessages.validationCode"))
        .containsExactly("EXCEEDED_MAX_ENTITIES");
  }

  @Test
  void theServerForTestsNamesFaultsAndKeepsNothing() {
    var answer =
        send(
            "/debug",
            PURCHASE,
            "{'name':'session_start'}",
            "{'name':'order','params':{'value':1,'text':'%s'}}".formatted("x".repeat(101)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<List<String>>path("validationMessages.fieldPath"))
        .containsExactly("events[1].name", "events[2].params.text", "events[2].params.currency");
    assertThat(send("/debug", PURCHASE).<List<String>>path("validationMessages.fieldPath"))
        .isEmpty();
    assertThat(taken()).isZero();
  }
}
