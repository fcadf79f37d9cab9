package dev.tributary.runtime.loop.failure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A partition whose position does not move although there is more to read.
 *
 * @param consumer the consumer whose position it is
 * @param offset of the next input, which blocks the partition
 * @param behind number of records from there to the end, as far as known; at least 1
 * @param since when the position last moved, or the input came
 * @param cause of the last failure, without any value of the input; null if nothing failed yet
 */
public record StalledPartition(
    String consumer,
    String topic,
    int partition,
    long offset,
    long behind,
    Instant since,
    @Nullable String cause) {

  /** The address of the input, as an operator names it. */
  public String address() {
    return "%s-%d at offset %d".formatted(topic, partition, offset);
  }
}
