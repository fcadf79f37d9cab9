/**
 * The topic {@code changes}: which objects of a workspace have changed, so that pages read them
 * again.
 *
 * <p>A message can be lost, and nothing in the pipeline waits for one. The package depends on
 * {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.change;

import org.jspecify.annotations.NullMarked;
