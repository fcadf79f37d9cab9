/**
 * How the collector is configured, wired and started.
 *
 * <p>It depends on all other packages.
 */
@NullMarked
package dev.tributary.collector.start;

import org.jspecify.annotations.NullMarked;
