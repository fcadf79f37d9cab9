/**
 * How far the people of a sync come: who has an identifier, may go, was sent, was accepted. Pure;
 * depends on what is desired, on the ledger's states and on syncs.
 */
@NullMarked
package dev.tributary.destinations.funnel;

import org.jspecify.annotations.NullMarked;
