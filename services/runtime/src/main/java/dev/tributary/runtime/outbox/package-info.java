/**
 * The messages of a transaction: rows of the transaction, which one publisher with a lease
 * publishes afterwards.
 *
 * <p>The messages are definitions, and entries of the trail of administration. The package depends
 * on the packages http, kafka and postgres.
 */
@NullMarked
package dev.tributary.runtime.outbox;

import org.jspecify.annotations.NullMarked;
