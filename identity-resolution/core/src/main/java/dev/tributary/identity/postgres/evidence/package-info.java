/** What REST reads of evidence, conflicts, links and unmerges, from PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.evidence;

import org.jspecify.annotations.NullMarked;
