package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One visit of the last 60 days: each call makes the same events with the same ids. */
final class PastVisit {

  /** An event, and the source that sends it. */
  record Sent(String source, ObjectNode event) {}

  private static final Duration PERIOD = Duration.ofDays(60);
  private static final int FOLLOWED_EVERY = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DemoState state;
  private final int number;
  private final SplittableRandom random;
  private final @Nullable Customer customer;
  private final String device;
  private final List<Sent> events = new ArrayList<>();
  private Instant now;

  private PastVisit(DemoState state, int number) {
    this.state = state;
    this.number = number;
    this.random = Seeds.of(state.seed(), "visit", number);
    this.customer = customer();
    this.device = random.nextInt(100) < 60 ? "web" : "phone";
    // Older visits have lower numbers; the last one ends before the shop was made.
    long age = PERIOD.toMillis() * (state.scale().visits() - number) / state.scale().visits();
    this.now = state.begun().minusMillis(age).minus(Duration.ofMinutes(30));
  }

  static List<Sent> events(DemoState state, int number) {
    var visit = new PastVisit(state, number);
    visit.play(Product.drawn(Product.all(), visit.random));
    return visit.events;
  }

  private void play(Product product) {
    say(device, "page", "name", "Home", Map.of());
    say(device, "page", "name", product.category(), Map.of());
    say(device, "track", "event", "Product Viewed", product.properties());
    if (customer == null) {
      return;
    }
    event(device, "identify").set("traits", JSON.valueToTree(customer.traits()));
    if (random.nextInt(100) < 70) {
      say(device, "track", "event", "Product Added", product.properties());
      say(
          device,
          "track",
          "event",
          "Order Completed",
          Map.of(
              "orderId",
              "past-" + number,
              "revenue",
              product.cents() / 100.0,
              "products",
              List.of(product.properties())));
    }
    if (random.nextInt(100) < 12) {
      say("crm", "track", "event", "Support Ticket Opened", Map.of("subject", "Late parcel"));
    }
  }

  private void say(
      String source, String type, String nameField, String name, Map<String, Object> properties) {
    ObjectNode event = event(source, type);
    event.put(nameField, name);
    event.set("properties", JSON.valueToTree(properties));
  }

  private ObjectNode event(String source, String type) {
    now = now.plusSeconds(random.nextLong(5, 120));
    ObjectNode event = JSON.createObjectNode();
    event.put("type", type);
    event.put("messageId", "demo-%d-%d-%d".formatted(state.seed(), number, events.size()));
    event.put("timestamp", now.toString());
    if (customer == null) {
      event.put("anonymousId", "visitor-" + number);
    } else {
      event.put("anonymousId", "%s-of-%s".formatted(device, customer.id()));
      event.put("userId", customer.id());
    }
    Map<String, Boolean> consent =
        customer == null ? Map.of("analytics", true) : customer.consent();
    event
        .putObject("context")
        .putObject("consent")
        .set("categoryPreferences", JSON.valueToTree(consent));
    events.add(new Sent(source, event));
    return event;
  }

  private @Nullable Customer customer() {
    if (number % FOLLOWED_EVERY == 0) {
      return Customer.FOLLOWED;
    }
    return random.nextInt(100) < 25
        ? null
        : Customer.of(state.seed(), random.nextInt(state.customers()));
  }
}
