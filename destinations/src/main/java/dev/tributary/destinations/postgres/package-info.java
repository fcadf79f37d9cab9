/**
 * The service's own database: copies of people, the ledger, the queues of its workers.
 *
 * <p>JDBC with arrays: one statement for many rows, in the caller's transaction. It depends on the
 * packages ledger, desired and sync.
 */
@NullMarked
package dev.tributary.destinations.postgres;

import org.jspecify.annotations.NullMarked;
