package dev.tributary.warehouse.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of the last test of a warehouse's connection.
 *
 * @param at when the connection was tested
 * @param tables number of tables; 0 if it failed
 * @param failure why it failed; null if it did not
 */
public record LastTest(Instant at, int tables, Run.@Nullable Failure failure) {}
