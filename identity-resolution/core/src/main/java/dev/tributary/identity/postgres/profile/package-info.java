/** What REST reads of profiles and traits, from PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.profile;

import org.jspecify.annotations.NullMarked;
