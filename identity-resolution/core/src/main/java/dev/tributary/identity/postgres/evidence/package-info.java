/** The queries of REST for evidence, conflicts, links and unmerges, on PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.evidence;

import org.jspecify.annotations.NullMarked;
