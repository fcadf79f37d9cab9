/**
 * The common parts of all REST routes: problems, paging, entity tags, merge patches.
 *
 * <p>One mapper turns an error's code into application/problem+json. The package depends on JAX-RS
 * and Vert.x.
 */
@NullMarked
package dev.tributary.runtime.http;

import org.jspecify.annotations.NullMarked;
