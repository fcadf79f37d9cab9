package dev.tributary.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Events as {@code @segment/analytics-node} writes them. */
public final class Events {
  private static final String CONTEXT =
      """
      "context":{"ip":"198.51.100.7","locale":"nl-NL","timezone":"Europe/Amsterdam",\
      "userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)",\
      "page":{"url":"https://shop.example/p/4711","path":"/p/4711","referrer":"","title":"A lamp"},\
      "library":{"name":"@segment/analytics-node","version":"3.1.0"}},"integrations":{}\
      """;

  private Events() {}

  public static byte[] track(
      long number, String userId, String anonymousId, String name, Random random) {
    var json = start(number, "track");
    json.append(",\"userId\":\"").append(userId);
    json.append("\",\"anonymousId\":\"").append(anonymousId);
    json.append("\",\"event\":\"").append(name);
    json.append("\",\"properties\":{\"orderId\":\"o-").append(random.nextInt(1_000_000));
    json.append("\",\"revenue\":").append(random.nextInt(20_000) / 100.0);
    json.append(",\"currency\":\"EUR\",\"category\":\"c").append(random.nextInt(40));
    json.append("\"},");
    return end(json);
  }

  public static byte[] anonymousTrack(long number, String anonymousId, String name) {
    var json = start(number, "track");
    json.append(",\"anonymousId\":\"").append(anonymousId);
    json.append("\",\"event\":\"").append(name);
    json.append("\",\"properties\":{\"category\":\"c1\"},");
    return end(json);
  }

  /**
   * @param traits the members of a JSON object
   */
  public static byte[] identify(long number, String userId, String anonymousId, String traits) {
    var json = start(number, "identify");
    json.append(",\"userId\":\"").append(userId);
    json.append("\",\"anonymousId\":\"").append(anonymousId);
    json.append("\",\"traits\":{").append(traits).append("},");
    return end(json);
  }

  private static StringBuilder start(long number, String type) {
    var json = new StringBuilder(700);
    json.append("{\"messageId\":\"").append(Ids.PREFIX);
    String digits = Long.toString(number);
    json.append("0000000000", 0, Ids.DIGITS - digits.length()).append(digits);
    return json.append("\",\"type\":\"").append(type).append('"');
  }

  private static byte[] end(StringBuilder json) {
    return json.append(CONTEXT).append('}').toString().getBytes(StandardCharsets.UTF_8);
  }
}
