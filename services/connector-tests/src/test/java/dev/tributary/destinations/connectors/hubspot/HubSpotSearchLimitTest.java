package dev.tributary.destinations.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.pacing.AccountPace;
import dev.tributary.destinations.pacing.Ask;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.Charge;
import dev.tributary.destinations.pacing.Decision;
import dev.tributary.destinations.pacing.Flow;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Searches of an account have a limit beside that of its requests. */
class HubSpotSearchLimitTest {
  private static final int LIMIT = 4;

  private final HubSpotVendor hubSpot = HubSpotVendor.contacts();
  private final TestEgress egress = new TestEgress();

  @AfterEach
  void close() {
    hubSpot.close();
  }

  private Egress.Answer search() throws EgressFailure {
    String body =
        """
        {"filterGroups": [{"filters":
          [{"propertyName": "email", "operator": "EQ", "value": "ann@shop.example"}]}],
        "limit": 1}\
        """;
    return request("POST", "/search", body.getBytes(StandardCharsets.UTF_8));
  }

  private Egress.Answer request(String method, String path, byte[] body) throws EgressFailure {
    URI base = Objects.requireNonNull(hubSpot.target().baseUrl());
    Map<String, String> headers =
        Map.of(
            "authorization", "Bearer " + HubSpotVendor.TOKEN, "content-type", "application/json");
    return egress.send(
        new Egress.Request(
            method, URI.create(base + "/crm/v3/objects/contacts" + path), headers, body));
  }

  /** The declared limit of searches. */
  private Budget declared() {
    return hubSpot.connector().manifest().budgets().stream()
        .filter(budget -> "/search".equals(budget.name()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theStandInRefusesASearchTooMuchAndAnswersOtherRequests() throws Exception {
    hubSpot.limitSearches(LIMIT);
    Egress.Answer refused = null;
    for (int i = 0; i < 10 * LIMIT && refused == null; i++) {
      Egress.Answer answer = search();
      assertThat(answer.header("x-hubspot-ratelimit-remaining")).isNull();
      refused = answer.status() == 429 ? answer : null;
    }
    assertThat(refused).isNotNull();
    assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("SECONDLY");
    byte[] body = "{\"inputs\": [], \"properties\": []}".getBytes(StandardCharsets.UTF_8);
    assertThat(request("POST", "/batch/read", body).status()).isNotEqualTo(429);
  }

  /** In computed time: on a slow machine, requests arrive later than they are sent. */
  @Test
  void noSecondHasMoreSearchesThanTheLimit() {
    Budget budget = declared();
    assertThat(budget.of()).isEqualTo(Budget.Scope.ENDPOINT);
    assertThat(budget.amount()).isEqualTo(LIMIT);
    AccountPace pace = new AccountPace();
    Charge charge = Charge.of(budget, budget.key(), 1, 1);
    Flow flow = new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false);
    List<Long> sent = new ArrayList<>();
    long now = 1_000_000;
    for (int i = 0; i < 5 * LIMIT; i++) {
      Ask ask = new Ask("permit " + i, flow, List.of(charge), 0, 30_000, true);
      Decision decision = pace.ask(ask, now);
      assertThat(decision.granted()).isTrue();
      now += (long) Math.ceil(decision.millis());
      sent.add(now);
    }
    for (int i = LIMIT; i < sent.size(); i++) {
      assertThat(sent.get(i) - sent.get(i - LIMIT)).isGreaterThanOrEqualTo(1_000);
    }
    assertThat(sent.getLast() - sent.getFirst()).isLessThan(6_000);
  }
}
