/** What REST reads of the quarantine, from PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.quarantine;

import org.jspecify.annotations.NullMarked;
