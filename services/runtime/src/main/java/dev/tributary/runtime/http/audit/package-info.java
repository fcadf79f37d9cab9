/**
 * The filter that finds in requests and answers what the trail of administration records. It
 * depends on JAX-RS and on the packages audit, config, http, page, problem and tenancy.
 */
@NullMarked
package dev.tributary.runtime.http.audit;

import org.jspecify.annotations.NullMarked;
