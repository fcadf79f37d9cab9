package dev.tributary.e2e.kill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One person's life on several devices: browses unknown, signs in, buys, changes plans. What it
 * does follows from the seed; what must be known of it in the end is remembered beside it.
 *
 * <p>Used by one thread at a time.
 */
public final class Person {
  /** The audience asks for this many orders, and the tier. */
  public static final int ENOUGH_ORDERS = 5;

  public static final String TIER = "gold";
  public static final String ORDER = "Order Completed";
  public static final String VIEW = "Product Viewed";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_AT_ONCE = 4;

  /** What the identity rules allow a person within a week; what goes beyond is left out. */
  private static final int MOST_DEVICES = 20;

  private static final double CHANGES_DEVICE = 0.08;
  private static final double SIGNS_IN = 0.3;
  private static final double IDENTIFIES = 0.25;
  private static final double ORDERS = 0.3;
  private static final double SERVER_SIDE = 0.2;

  private final int number;
  private final String mark;
  private final Random random;
  private final Set<String> identified = new HashSet<>();
  private final Set<String> tracked = new HashSet<>();
  private final Set<String> devices = new HashSet<>();
  private String device = "";
  private boolean signedIn;
  private int messages;
  private int step;
  private String tier = "";
  private int orders;

  public Person(int number, String mark, long seed) {
    this.number = number;
    this.mark = mark;
    this.random = new Random(seed);
    // Some are known from elsewhere before they are first seen in a browser.
    this.signedIn = random.nextInt(3) == 0;
    if (!signedIn) {
      takeDevice();
    }
  }

  /** What happens next, in order; made now. */
  List<ObjectNode> next() {
    if (random.nextDouble() < CHANGES_DEVICE) {
      takeDevice();
    }
    List<ObjectNode> batch = new ArrayList<>();
    int size = 1 + random.nextInt(MOST_AT_ONCE);
    for (int i = 0; i < size; i++) {
      // A millisecond apart, and none later than now: no two of a person's calls share a time.
      batch.add(message(Instant.now().minusMillis(size - i)));
    }
    return batch;
  }

  /** The last call of all: whoever browsed unknown until now signs in. */
  List<ObjectNode> last() {
    return List.of(identify(Instant.now()));
  }

  private ObjectNode message(Instant at) {
    if (random.nextDouble() < (signedIn ? IDENTIFIES : SIGNS_IN)) {
      return identify(at);
    }
    boolean order = random.nextDouble() < ORDERS;
    orders += order ? 1 : 0;
    return track(order ? ORDER : VIEW, at);
  }

  /** One more view, now. */
  ObjectNode view() {
    return track(VIEW, Instant.now());
  }

  private ObjectNode track(String event, Instant at) {
    ObjectNode track = call("track", at).put("event", event);
    track
        .putObject("properties")
        .put("person", userId())
        .put("message", track.path("messageId").asText());
    tracked.add(track.path("messageId").asText());
    return track;
  }

  private ObjectNode identify(Instant at) {
    step++;
    tier = random.nextBoolean() ? TIER : "basic";
    // Made as the unknown that one was until now: it carries the device that it makes known.
    ObjectNode identify = call("identify", at);
    signedIn = true;
    identify
        .put("userId", userId())
        .putObject("traits")
        .put("email", email())
        .put("step", step)
        .put("label", "step " + step)
        .put("tier", tier);
    identified.add(identify.path("messageId").asText());
    return identify;
  }

  private ObjectNode call(String type, Instant at) {
    ObjectNode call = JSON.createObjectNode();
    call.put("type", type).put("messageId", "%s-%d-%d".formatted(mark, number, ++messages));
    call.put("timestamp", at.toString());
    boolean serverSide = signedIn && (device.isEmpty() || random.nextDouble() < SERVER_SIDE);
    if (!serverSide) {
      call.put("anonymousId", device);
    }
    if (signedIn) {
      call.put("userId", userId());
    }
    return call;
  }

  private void takeDevice() {
    // Whoever leaves a device without having signed in there is nobody we could know.
    if (devices.size() < MOST_DEVICES && (device.isEmpty() || signedIn)) {
      device = "device-%s-%d-%d".formatted(mark, number, devices.size());
      devices.add(device);
      signedIn = false;
    }
  }

  public String userId() {
    return "user-" + number;
  }

  public String email() {
    return "p%d.%s@shop.example".formatted(number, mark);
  }

  /** The number of the last identify. */
  int step() {
    return step;
  }

  String tier() {
    return tier;
  }

  boolean belongs() {
    return orders >= ENOUGH_ORDERS && tier.equals(TIER);
  }

  Set<String> devices() {
    return devices;
  }

  Set<String> tracked() {
    return tracked;
  }

  /** Ids of everything that was said. */
  Set<String> said() {
    Set<String> said = new HashSet<>(identified);
    said.addAll(tracked);
    return said;
  }
}
