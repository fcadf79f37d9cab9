/**
 * The topic {@code rows}: the table of a model as a stream of differences.
 *
 * <p>The newest record of a key is the whole row, so the topic can be replayed instead of the
 * warehouse. It depends on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.row;

import org.jspecify.annotations.NullMarked;
