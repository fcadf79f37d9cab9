package dev.tributary.warehouse.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a model.
 *
 * @param next when it is due, in business time
 * @param scheduled the version of the model for which {@code next} was computed; 0 before the first
 * @param lastRun the newest one, in any state
 * @param lastSuccess the newest successful one
 */
public record ModelStatus(
    @Nullable Instant next, long scheduled, @Nullable Run lastRun, @Nullable Run lastSuccess) {
  /** Of a model that was never read. */
  public static final ModelStatus NEW = new ModelStatus(null, 0, null, null);
}
