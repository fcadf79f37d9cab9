/**
 * The topic {@code run-progress}: which run has changed.
 *
 * <p>A message can be lost or repeated: it only wakes the readers of the run. The package depends
 * on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.run;

import org.jspecify.annotations.NullMarked;
