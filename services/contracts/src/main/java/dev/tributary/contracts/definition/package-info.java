/**
 * The compacted topics of definitions: workspaces, sources, models, audiences, destinations, syncs,
 * traits.
 *
 * <p>Each message holds the newest version of one object, deleted ones included. It depends on
 * {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.definition;

import org.jspecify.annotations.NullMarked;
