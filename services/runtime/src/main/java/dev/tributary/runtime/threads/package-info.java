/**
 * Threads that work until their service ends. No failure of their work ends them. The package
 * depends on the JDK and the logger only.
 */
@NullMarked
package dev.tributary.runtime.threads;

import org.jspecify.annotations.NullMarked;
