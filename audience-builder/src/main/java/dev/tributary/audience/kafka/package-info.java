/**
 * The audience builder's loop: profiles and ticks in, changes of memberships out.
 *
 * <p>Each class handles one kind of input within the loop's transaction. It depends on the package
 * postgres, the domain and the runtime's loop.
 */
@NullMarked
package dev.tributary.audience.kafka;

import org.jspecify.annotations.NullMarked;
