/**
 * The lane of a test, and the seeds and sizes that depend on it.
 *
 * <p>It depends on the JDK only.
 */
@NullMarked
package dev.tributary.testkit.lane;

import org.jspecify.annotations.NullMarked;
