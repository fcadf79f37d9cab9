/**
 * Traffic that never gives up, what kills the processes under it, and a checker that counts
 * afterwards: everything that was accepted is applied, and delivered as its destination's effect
 * class promises.
 *
 * <p>Knows the installation from outside only, like the journeys.
 */
@NullMarked
package dev.tributary.e2e.kill;

import org.jspecify.annotations.NullMarked;
