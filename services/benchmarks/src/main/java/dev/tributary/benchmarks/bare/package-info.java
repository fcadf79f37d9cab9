/**
 * Programs of the same shape as ours that do as little as possible: they show the limits of the
 * machine and the libraries.
 *
 * <p>Each is a few dozen lines and runs in a JVM of its own, beside ours and in the same minute.
 * They depend on libraries only, never on our code.
 */
@NullMarked
package dev.tributary.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
