/** What REST reads of events, from PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.timeline;

import org.jspecify.annotations.NullMarked;
