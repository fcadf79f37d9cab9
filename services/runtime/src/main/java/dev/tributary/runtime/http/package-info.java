/**
 * The common parts of all REST routes: answers for problems, entity tags, the id of a request, the
 * address of a client.
 *
 * <p>One mapper turns an error's code into application/problem+json, and one class knows its
 * status. The package depends on JAX-RS and Vert.x. Only packages {@code http} and {@code start}
 * import it.
 */
@NullMarked
package dev.tributary.runtime.http;

import org.jspecify.annotations.NullMarked;
