/**
 * Why a person is at the destination of a sync, or is not. Pure; depends on the desired state, on
 * the funnel, on the states of the ledger and on syncs.
 */
@NullMarked
package dev.tributary.destinations.explain;

import org.jspecify.annotations.NullMarked;
