/**
 * The common parts of all REST routes: problems, paging, entity tags, merge patches. Also the calls
 * between the parts of an installation: the management interface, and the client for these calls.
 *
 * <p>One mapper turns an error's code into application/problem+json. The package depends on JAX-RS,
 * and on Vert.x for the calls.
 */
@NullMarked
package dev.tributary.runtime.http;

import org.jspecify.annotations.NullMarked;
