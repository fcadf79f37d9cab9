/** The queries of REST for profiles and traits, on PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.profile;

import org.jspecify.annotations.NullMarked;
