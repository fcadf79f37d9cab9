/**
 * The outcome of each accepted event: applied, a duplicate, or quarantined with a reason.
 *
 * <p>Pure; the rows themselves are in the postgres package. It depends on the contracts.
 */
@NullMarked
package dev.tributary.identity.acceptance;

import org.jspecify.annotations.NullMarked;
