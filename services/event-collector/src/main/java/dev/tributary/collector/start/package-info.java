/**
 * The configuration, the beans and the start of the collector.
 *
 * <p>It depends on all other packages.
 */
@NullMarked
package dev.tributary.collector.start;

import org.jspecify.annotations.NullMarked;
