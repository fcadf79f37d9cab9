/**
 * Faults of networks, for tests: gates that shut and proxies that lose answers.
 *
 * <p>They stand before real servers on the loopback address. It depends on the JDK only.
 */
@NullMarked
package dev.tributary.testkit.faults;

import org.jspecify.annotations.NullMarked;
