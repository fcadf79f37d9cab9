/** The sample of profiles for the quality of traits, from PostgreSQL. */
@NullMarked
package dev.tributary.identity.postgres.quality;

import org.jspecify.annotations.NullMarked;
