/**
 * The resources that each part of an installation needs without load: memory, and time to start.
 *
 * <p>It reads the running processes and their logs, and changes nothing.
 */
@NullMarked
package dev.tributary.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
