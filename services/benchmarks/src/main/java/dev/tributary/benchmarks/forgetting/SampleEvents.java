package dev.tributary.benchmarks.forgetting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Events of the size and repetitiveness that real SDKs send, from a seed. */
final class SampleEvents {
  private static final List<String> NAMES =
      List.of("Product Viewed", "Product Added", "Cart Viewed", "Order Completed", "Page Viewed");

  record Event(int person, byte[] body) {}

  private SampleEvents() {}

  static List<Event> generate(long seed, int count, int people) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int person = random.nextInt(people);
      events.add(new Event(person, body(random, person).getBytes(StandardCharsets.UTF_8)));
    }
    return events;
  }

  private static String body(Random random, int person) {
    return """
    {"timestamp":"2026-01-15T14:02:%02d.%03dZ","integrations":{},"event":"%s","type":"track",\
    "properties":{"order_id":"o-%d","revenue":%.2f,"currency":"EUR","category":"c%d"},\
    "context":{"ip":"198.51.100.%d","locale":"nl-NL","timezone":"Europe/Amsterdam",\
    "userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)",\
    "page":{"url":"https://shop.test/p/%d","path":"/p/%d","referrer":"","title":"Product %d"},\
    "library":{"name":"@segment/analytics-node","version":"3.1.0"}},"userId":"u-%d",\
    "messageId":"node-next-%d-%016x"}\
    """
        .formatted(
            random.nextInt(60),
            random.nextInt(1000),
            NAMES.get(random.nextInt(NAMES.size())),
            random.nextInt(1_000_000),
            random.nextDouble() * 200,
            random.nextInt(40),
            random.nextInt(255),
            random.nextInt(5000),
            random.nextInt(5000),
            random.nextInt(5000),
            person,
            random.nextInt(Integer.MAX_VALUE),
            random.nextLong());
  }
}
