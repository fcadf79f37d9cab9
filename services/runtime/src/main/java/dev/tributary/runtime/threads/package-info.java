/**
 * Threads that work until their service ends, signals that end waits, and the open streams of a
 * service with their limits. No failure of their work ends the threads.
 *
 * <p>Every package may use it. It depends on the JDK, on Mutiny, on the ids of the contracts and on
 * {@code runtime.problem} only.
 */
@NullMarked
package dev.tributary.runtime.threads;

import org.jspecify.annotations.NullMarked;
