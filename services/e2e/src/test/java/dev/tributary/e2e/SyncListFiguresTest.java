package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long the list of syncs takes, which many pages read. */
class SyncListFiguresTest {
  private static final int SYNCS = 50;
  private static final int PEOPLE = 200;
  private static final int READS = 200;

  @Test
  @Tag("bench")
  void howLongTheListOfSyncsTakes() {
    Shop shop = Stack.started().newShop();
    shop.allowUnknown("marketing");
    people(shop);
    for (int each = 0; each < SYNCS; each++) {
      String destination = "hook-" + each;
      shop.destinations().webhook(destination);
      shop.syncs().profiles(destination);
    }
    shop.delivered();
    List<Double> millis = new ArrayList<>();
    for (int read = 0; read < READS; read++) {
      long begin = System.nanoTime();
      JsonNode syncs = shop.marketer().get(shop.path("/syncs?limit=200"));
      millis.add((System.nanoTime() - begin) / 1e6);
      assertThat(syncs.path("data")).hasSize(SYNCS);
    }
    Collections.sort(millis);
    String what = "syncs: the list of %d, with %,d deliveries".formatted(SYNCS, SYNCS * PEOPLE);
    Report.figure(what + ", p50", millis.get(READS / 2), "ms");
    Report.figure(what + ", p99", millis.get(READS * 99 / 100), "ms");
  }

  private static void people(Shop shop) {
    List<Map<String, Object>> batch =
        IntStream.range(0, PEOPLE)
            .<Map<String, Object>>mapToObj(each ->
                Map.of(
                    "type",
                    "identify",
                    "userId",
                    "u-" + each,
                    "traits",
                    Map.of("email", "u-%d@shop.example".formatted(each), "firstName", "Ada")))
            .toList();
    assertThat(shop.source("web").send("batch", Map.of("batch", batch))).isEqualTo(200);
    shop.recorded();
  }
}
