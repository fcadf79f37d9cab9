/**
 * How far the people of a sync get: who has an identifier, who is allowed by consent, whose record
 * was sent, whose was accepted. Pure; depends on the desired state, on the states of the ledger and
 * on syncs.
 */
@NullMarked
package dev.tributary.destinations.funnel;

import org.jspecify.annotations.NullMarked;
