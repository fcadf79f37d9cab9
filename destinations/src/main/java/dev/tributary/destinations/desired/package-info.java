/**
 * The desired state of a destination: a pure function of the person, their memberships, their
 * consent, the row or event, and the sync.
 *
 * <p>Nothing here knows what was sent before; only the ledger does. It depends on the package sync
 * and the contracts.
 */
@NullMarked
package dev.tributary.destinations.desired;

import org.jspecify.annotations.NullMarked;
