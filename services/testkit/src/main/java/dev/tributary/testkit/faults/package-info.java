/**
 * Faults of networks and processes, for tests: gates that shut, proxies that lose answers, and
 * processes that are paused.
 *
 * <p>Gates and proxies are in front of real servers on the loopback address. It depends on the JDK
 * only.
 */
@NullMarked
package dev.tributary.testkit.faults;

import org.jspecify.annotations.NullMarked;
