/**
 * The stores of the loop, over PostgreSQL.
 *
 * <p>It depends on the ports of the package store and on the domain.
 */
@NullMarked
package dev.tributary.identity.postgres.store;

import org.jspecify.annotations.NullMarked;
