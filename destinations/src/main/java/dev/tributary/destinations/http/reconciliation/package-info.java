/** Reconciliations over HTTP. */
@NullMarked
package dev.tributary.destinations.http.reconciliation;

import org.jspecify.annotations.NullMarked;
