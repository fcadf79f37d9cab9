/** The search for profiles, over PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.search;

import org.jspecify.annotations.NullMarked;
