package dev.tributary.benchmarks.load;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/**
 * Track calls as SDKs send them, about 650 bytes each, of people chosen at random from a seed:
 * single bodies, or batches.
 */
public final class TrackBodies implements Requests {
  private static final byte[] BATCH_START = "{\"batch\":[".getBytes(StandardCharsets.US_ASCII);
  private static final String[] NAMES = {
    "Product Viewed", "Product Added", "Cart Viewed", "Order Completed", "Article Read"
  };

  private final int eventsPerRequest;
  private final boolean batch;
  private final Ids ids;
  private final Random random;
  private final int people;

  private TrackBodies(int eventsPerRequest, boolean batch, Ids ids, long seed, int people) {
    this.eventsPerRequest = eventsPerRequest;
    this.batch = batch;
    this.ids = ids;
    this.random = new Random(seed);
    this.people = people;
  }

  /** For {@code /v1/track}. */
  public static TrackBodies singles(Ids ids, long seed, int people) {
    return new TrackBodies(1, false, ids, seed, people);
  }

  /** For {@code /v1/batch}. */
  public static TrackBodies batches(int size, Ids ids, long seed, int people) {
    return new TrackBodies(size, true, ids, seed, people);
  }

  @Override
  public int eventsPerRequest() {
    return eventsPerRequest;
  }

  @Override
  public Buffer next(long dueNanos) {
    // As in an SDK that sets a timestamp for each event and for each request.
    String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    Buffer body = Buffer.buffer(eventsPerRequest * 700 + 64);
    if (!batch) {
      body.appendString("{\"sentAt\":\"").appendString(now).appendString("\",");
      return appendEvent(body, now, dueNanos);
    }
    body.appendBytes(BATCH_START);
    for (int i = 0; i < eventsPerRequest; i++) {
      body.appendString(i == 0 ? "{" : ",{");
      appendEvent(body, now, dueNanos);
    }
    return body.appendString("],\"sentAt\":\"").appendString(now).appendString("\"}");
  }

  /** An event without its first brace. */
  private Buffer appendEvent(Buffer body, String timestamp, long dueNanos) {
    byte[] event = event(dueNanos);
    return body.appendString("\"timestamp\":\"")
        .appendString(timestamp)
        .appendString("\",")
        .appendBytes(event, 1, event.length - 1);
  }

  private byte[] event(long dueNanos) {
    int person = random.nextInt(people);
    String name = NAMES[random.nextInt(NAMES.length)];
    return Events.track(ids.issue(dueNanos), "user-" + person, "device-" + person, name, random);
  }
}
