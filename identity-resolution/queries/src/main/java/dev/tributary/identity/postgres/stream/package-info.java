/** The decisions that a live feed reads, from PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.stream;

import org.jspecify.annotations.NullMarked;
