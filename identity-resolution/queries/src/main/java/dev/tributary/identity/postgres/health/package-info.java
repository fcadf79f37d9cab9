/** Figures of identity health, from PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.health;

import org.jspecify.annotations.NullMarked;
