package dev.tributary.destinations.delivery;

import dev.tributary.contracts.delivery.DeliveryOutcome;
import dev.tributary.destinations.protocol.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Recorded outcomes that are not published yet. Thread-safe. */
public interface UnpublishedOutcomes {
  /**
   * An outcome to be published.
   *
   * @param rootEvent the event, row or command that caused the delivery
   */
  record Outcome(
      DeliveryOutcome outcome, String rootEvent, Instant rootReceivedAt, @Nullable String cause) {}

  /**
   * Passes the oldest outcomes to {@code send}, and deletes them when it returns. Only one caller
   * among all instances works at a time; the others find nothing.
   *
   * @return whether there may be more
   */
  boolean drain(Consumer<List<Outcome>> send) throws StoreFailure;
}
