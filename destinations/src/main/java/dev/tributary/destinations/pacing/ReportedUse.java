package dev.tributary.destinations.pacing;

import org.jspecify.annotations.Nullable;

/**
 * The vendor's answer to a question about the use of a budget by all programs.
 *
 * @param used units of the present window, at least 0
 * @param limit the whole amount of the account, at least 0; null if the vendor does not tell it
 */
public record ReportedUse(long used, @Nullable Long limit) {}
