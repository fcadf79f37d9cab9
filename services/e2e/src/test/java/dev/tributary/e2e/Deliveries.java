package dev.tributary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What became of what a shop sends. */
record Deliveries(Shop shop) {

  /**
   * @param state a name of the API
   */
  List<JsonNode> of(String sync, String state) {
    return listed("sync=" + sync + "&state=" + state);
  }

  List<JsonNode> inState(String state) {
    return listed("state=" + state);
  }

  /** When something last arrived, by the clock of the deliveries. */
  Instant newestArrival() {
    return inState("delivered").stream()
        .map(each -> Instant.parse(each.path("deliveredAt").asText()))
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** One with its attempts, requests and answers. */
  JsonNode find(String id) {
    return shop.admin().get(shop.path("/deliveries/" + id));
  }

  private List<JsonNode> listed(String filter) {
    List<JsonNode> all = new ArrayList<>();
    shop.admin().get(shop.path("/deliveries?limit=200&" + filter)).path("data").forEach(all::add);
    return all;
  }
}
