/** What REST reads of profiles, events, evidence and the quarantine, from PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.query;

import org.jspecify.annotations.NullMarked;
