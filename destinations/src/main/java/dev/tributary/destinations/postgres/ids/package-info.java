/**
 * The vendor's ids of records for which memberships wait: whether a job has to read them, and which
 * records are sent again for them. It works within a transaction of its caller, and depends on the
 * ledger and on {@code runtime.postgres}.
 */
@NullMarked
package dev.tributary.destinations.postgres.ids;

import org.jspecify.annotations.NullMarked;
