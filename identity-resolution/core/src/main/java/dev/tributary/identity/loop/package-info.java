/**
 * How inputs change profiles: who an input is about, which profiles it merges, and what is
 * published because of it. {@link dev.tributary.identity.loop.InputProcessor} is the entrance,
 * {@code Attempt} processes the inputs of one poll.
 *
 * <p>It depends on the domain and on the ports of the package store.
 */
@NullMarked
package dev.tributary.identity.loop;

import org.jspecify.annotations.NullMarked;
