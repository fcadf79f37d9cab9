package dev.tributary.benchmarks.backfill;

import dev.tributary.benchmarks.load.Events;
import dev.tributary.benchmarks.load.Ids;
import dev.tributary.benchmarks.load.Requests;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Calls that make each person known once, by user id, email address and name, for {@code
 * /v1/batch}.
 */
final class PeopleBodies implements Requests {
  private static final int SIZE = 50;

  private final Ids ids = new Ids();
  private int next;

  @Override
  public int eventsPerRequest() {
    return SIZE;
  }

  @Override
  public Buffer next(long dueNanos) {
    String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    Buffer body = Buffer.buffer(SIZE * 700 + 64).appendString("{\"batch\":[");
    for (int i = 0; i < SIZE; i++) {
      int person = next++;
      byte[] call =
          Events.identify(
              ids.issue(dueNanos),
              "user-" + person,
              "device-" + person,
              """
              "email":"person-%1$d@example.org","firstName":"First%1$d","lastName":"Last%1$d"\
              """
                  .formatted(person));
      body.appendString(i == 0 ? "" : ",").appendBytes(call);
    }
    return body.appendString("],\"sentAt\":\"").appendString(now).appendString("\"}");
  }
}
