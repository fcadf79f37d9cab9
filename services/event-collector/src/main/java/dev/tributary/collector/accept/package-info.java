/**
 * The decision about a request's events before they are written.
 *
 * <p>One bad event never affects the others. It depends on the packages tracking and source.
 */
@NullMarked
package dev.tributary.collector.accept;

import org.jspecify.annotations.NullMarked;
