/**
 * The topic {@code commands}: what people ask of hot state over HTTP.
 *
 * <p>Identity applies commands in the same loop as events, so they have a position and a fence too.
 * It depends on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.command;

import org.jspecify.annotations.NullMarked;
