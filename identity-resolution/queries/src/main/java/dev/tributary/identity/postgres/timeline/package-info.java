/** The queries of REST for events, on PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.timeline;

import org.jspecify.annotations.NullMarked;
