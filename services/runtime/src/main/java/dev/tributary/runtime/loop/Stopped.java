package dev.tributary.runtime.loop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A partition whose position does not move although there is more to read.
 *
 * @param consumer whose position it is
 * @param offset of the next input, which is the one that holds it up
 * @param behind records from there to the end, as far as known; at least 1
 * @param since when the position last moved, or the input came
 * @param cause of the last failure without any value of the input; null if nothing failed yet
 */
public record Stopped(
    String consumer,
    String topic,
    int partition,
    long offset,
    long behind,
    Instant since,
    @Nullable String cause) {

  /** Where the input stands, as an operator names it. */
  public String address() {
    return "%s-%d at offset %d".formatted(topic, partition, offset);
  }
}
