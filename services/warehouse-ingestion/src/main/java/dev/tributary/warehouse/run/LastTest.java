package dev.tributary.warehouse.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the last test of a warehouse's connection found.
 *
 * @param tables how many it saw; 0 when it failed
 * @param failure why it failed; null if it did not
 */
public record LastTest(Instant at, int tables, Run.@Nullable Failure failure) {}
