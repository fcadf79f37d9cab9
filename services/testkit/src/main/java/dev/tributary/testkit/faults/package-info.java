/**
 * Faults of networks and processes, for tests: gates that shut, proxies that lose answers, and
 * processes that stand still.
 *
 * <p>Gates and proxies stand before real servers on the loopback address. It depends on the JDK
 * only.
 */
@NullMarked
package dev.tributary.testkit.faults;

import org.jspecify.annotations.NullMarked;
