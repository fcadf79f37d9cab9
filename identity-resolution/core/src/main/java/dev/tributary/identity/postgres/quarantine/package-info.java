/** The queries of REST for the quarantine, on PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.quarantine;

import org.jspecify.annotations.NullMarked;
