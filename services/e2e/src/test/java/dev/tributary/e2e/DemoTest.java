package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.Demo;
import dev.tributary.local.demo.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The sample shop, small: made twice, and visited for a moment. */
@Tag("soak")
@Tag("soak-journeys")
@ResourceLock("the sample shop's people")
class DemoTest {
  private static final Scale SMALL = new Scale(300);
  private static final long SEED = 7;
  private static final String MEMBERS_OF = "members of ";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> KINDS =
      List.of("sources", "warehouses", "models", "audiences", "destinations", "syncs");

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();

  @Test
  void aSecondDemoChangesNothingAndDoublesNothing() throws Exception {
    demo().fill(SMALL, SEED, System.out::println);
    Map<String, Object> first = settled();
    assertThat(first)
        .containsEntry("warehouses", 1)
        .containsEntry("models", 2)
        .containsEntry("audiences", 6)
        .containsEntry("destinations", 3)
        .containsEntry("syncs", 5)
        .containsEntry("orders delivered", (long) SMALL.orders());
    // Among so few nobody need have bought that one thing on that one day.
    assertThat(first.keySet().stream().filter(name -> name.startsWith(MEMBERS_OF)))
        .hasSize(6)
        .filteredOn(name -> !name.endsWith("-30-days-ago"))
        .hasSize(5)
        .allSatisfy(name -> assertThat((Long) first.get(name)).as(name).isPositive());

    forgetThatThePastWasSent();
    demo().fill(SMALL, SEED, System.out::println);
    assertThat(settled()).isEqualTo(first);

    String before = newestOfFollowed();
    demo().play(Duration.ofSeconds(15));
    await().atMost(PATIENCE).until(() -> !newestOfFollowed().equals(before));
  }

  private Demo demo() {
    return new Demo(stack.installation(), shop.admin(), new Demo.Workspace(shop.key(), shop.id()));
  }

  /** Everything that a doubled step would change, once all is delivered. */
  private Map<String, Object> settled() {
    await().atMost(PATIENCE).until(() -> shop.settle("delivered").path("caughtUp").asBoolean());
    Map<String, Object> standing = new TreeMap<>();
    for (String kind : KINDS) {
      standing.put(kind, data("/" + kind).size());
    }
    standing.put("identity", shop.admin().get(shop.path("/identity/summary")));
    for (JsonNode audience : data("/audiences")) {
      standing.put(MEMBERS_OF + audience.path("key").asText(), audience.path("size").asLong());
    }
    for (JsonNode sync : data("/syncs")) {
      sync.path("counts")
          .properties()
          .forEach(state ->
              standing.put(
                  sync.path("key").asText() + " " + state.getKey(), state.getValue().asLong()));
    }
    standing.put("runs", data("/runs").size());
    standing.put("received by the webhook", stack.sandbox().get("/sandbox/webhook/" + shop.key()));
    return standing;
  }

  private void forgetThatThePastWasSent() throws IOException {
    Path state = stack.installation().directory("demo").resolve(shop.key()).resolve("state.json");
    String text = Files.readString(state);
    String forgotten = text.replaceFirst("\"visitsSent\":[0-9]+", "\"visitsSent\":0");
    assertThat(forgotten).isNotEqualTo(text);
    Files.writeString(state, forgotten);
  }

  private String newestOfFollowed() {
    return data("/profiles/" + shop.profile("user_id", "c-00000") + "/events?limit=1")
        .path(0)
        .toString();
  }

  private JsonNode data(String path) {
    return shop.admin().get(shop.path(path)).path("data");
  }
}
