/**
 * The connector for PostgreSQL: rows of a table, exactly once.
 *
 * <p>What was delivered is written in the same transaction as the rows, so whoever is in doubt
 * reads it there. It depends on the connector SPI and the PostgreSQL driver.
 */
@NullMarked
package dev.tributary.destinations.connectors.postgresql;

import org.jspecify.annotations.NullMarked;
