/**
 * The topic {@code commands}: changes of stored state that callers request over HTTP.
 *
 * <p>Identity resolution applies commands in the same loop as events, so they have a position and a
 * fence too. The package depends on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.command;

import org.jspecify.annotations.NullMarked;
