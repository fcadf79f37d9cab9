/**
 * Threads that work until their service ends. No failure of their work ends them.
 *
 * <p>Every package may use it. It depends on the JDK only.
 */
@NullMarked
package dev.tributary.runtime.threads;

import org.jspecify.annotations.NullMarked;
