/**
 * What every REST route shares: problems, paging, entity tags, merge patches. And what services ask
 * each other, on the management interface.
 *
 * <p>One mapper turns an error's code into application/problem+json. It depends on JAX-RS, and on
 * Vert.x for the management interface.
 */
@NullMarked
package dev.tributary.runtime.http;

import org.jspecify.annotations.NullMarked;
