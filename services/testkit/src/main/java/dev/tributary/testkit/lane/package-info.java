/**
 * The lane that a test runs in, and what depends on it: seeds and sizes.
 *
 * <p>It depends on the JDK only.
 */
@NullMarked
package dev.tributary.testkit.lane;

import org.jspecify.annotations.NullMarked;
