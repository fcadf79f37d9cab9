/**
 * The topic {@code rows}: the table of a model as a stream of differences.
 *
 * <p>The newest record of a key is the whole row, so a replay can read the topic instead of the
 * warehouse. The package depends on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.row;

import org.jspecify.annotations.NullMarked;
