/**
 * Threads that work until their service ends, and limits of the streams that a service sends. No
 * failure of their work ends the threads.
 *
 * <p>Every package may use it. It depends on the JDK and on the ids of the contracts only.
 */
@NullMarked
package dev.tributary.runtime.threads;

import org.jspecify.annotations.NullMarked;
