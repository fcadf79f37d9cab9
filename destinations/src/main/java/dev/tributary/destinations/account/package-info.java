/**
 * The vendor's accounts of destinations: which account credentials belong to, and what follows when
 * it is another one than before.
 *
 * <p>A use case over the port {@link dev.tributary.destinations.account.AccountStore}. The package
 * depends on the connector SPI, and on the catalogue of destinations.
 */
@NullMarked
package dev.tributary.destinations.account;

import org.jspecify.annotations.NullMarked;
