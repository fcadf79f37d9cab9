/**
 * What services measure of themselves: a name, a kind, tags and a sentence, which register the
 * figure and stand in docs/reference/telemetry.md. Each room lists its own in an enum. It depends
 * on Micrometer.
 */
@NullMarked
package dev.tributary.runtime.metrics;

import org.jspecify.annotations.NullMarked;
