/**
 * The definition of metrics: a name, a kind, tags and a sentence. The service registers them, and
 * docs/reference/telemetry.md lists them. Each package defines its own in an enum. The package
 * depends on Micrometer.
 */
@NullMarked
package dev.tributary.runtime.metrics;

import org.jspecify.annotations.NullMarked;
