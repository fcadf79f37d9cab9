/**
 * What every REST route shares: problems, paging, entity tags, merge patches.
 *
 * <p>One mapper turns an error's code into application/problem+json. It depends on JAX-RS.
 */
@NullMarked
package dev.tributary.runtime.http;

import org.jspecify.annotations.NullMarked;
