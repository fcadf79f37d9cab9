/**
 * The topic {@code events}: the events of sources, kept byte for byte, and time.
 *
 * <p>One function reads an item together with its envelope, so that every consumer sees the same
 * event. The package depends on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.event;

import org.jspecify.annotations.NullMarked;
