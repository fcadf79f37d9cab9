/**
 * The effects that a new sync, a changed sync or another run of a sync would have: which records it
 * creates, updates and removes, and which it leaves out. Pure; depends on the desired state, on the
 * ledger, and on the protocols of connectors, of which nothing is sent.
 */
@NullMarked
package dev.tributary.destinations.plan;

import org.jspecify.annotations.NullMarked;
