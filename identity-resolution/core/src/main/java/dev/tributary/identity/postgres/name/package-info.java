/**
 * The names by which people are found, over PostgreSQL.
 *
 * <p>It depends on profiles and on the form of names.
 */
@NullMarked
package dev.tributary.identity.postgres.name;

import org.jspecify.annotations.NullMarked;
