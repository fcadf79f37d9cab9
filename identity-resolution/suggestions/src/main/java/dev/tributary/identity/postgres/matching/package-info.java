/** What matching reads and writes, and what REST reads of suggestions, over PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.matching;

import org.jspecify.annotations.NullMarked;
