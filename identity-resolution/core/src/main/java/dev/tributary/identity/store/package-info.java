/**
 * The stores of the loop: one port for each kind of data. All ports of one {@link
 * dev.tributary.identity.store.IdentityTransaction} work in the same transaction.
 *
 * <p>The package postgres implements them. It depends on the domain.
 */
@NullMarked
package dev.tributary.identity.store;

import org.jspecify.annotations.NullMarked;
