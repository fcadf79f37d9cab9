package dev.tributary.benchmarks.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.benchmarks.load.Ids;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShoppersTest {
  private static final int EVENTS = 20_000;

  private final List<JsonNode> events = new ArrayList<>();

  ShoppersTest() throws IOException {
    var shoppers = new Shoppers(20, new Ids(), 0, new boolean[Shoppers.PEOPLE]);
    for (int request = 0; request < EVENTS / 20; request++) {
      JsonNode body = new ObjectMapper().readTree(shoppers.next(0).getBytes());
      body.path("batch").forEach(events::add);
    }
  }

  @Test
  void fiveOfAHundredMoveAMembership() {
    long levels = count(event -> event.at("/traits/level").isTextual());
    long milestones = count(event -> event.path("event").asText().startsWith("Milestone"));

    assertThat(levels + milestones).isEqualTo(EVENTS * 5 / 100);
  }

  @Test
  void nobodyReachesAMilestoneTwice() {
    var reached = new HashSet<String>();

    assertThat(events)
        .filteredOn(event -> event.path("event").asText().startsWith("Milestone"))
        .allMatch(
            event -> reached.add(event.path("userId").asText() + event.path("event").asText()));
  }

  @Test
  void aboutTwoOfAHundredMergeSomeoneUnknownIntoAPerson() {
    long merging =
        count(event ->
            event.path("anonymousId").asText().startsWith("unknown") && event.has("userId"));

    assertThat(merging).isBetween(EVENTS * 2 / 100 - 51L, EVENTS * 2 / 100L);
  }

  private long count(java.util.function.Predicate<JsonNode> wanted) {
    return events.stream().filter(wanted).count();
  }
}
