/**
 * The connector for PostgreSQL: rows of a table, exactly once.
 *
 * <p>The delivered versions are written in the same transaction as the rows, so an attempt after an
 * unknown result reads them there. It depends on the connector SPI and the PostgreSQL driver.
 */
@NullMarked
package dev.tributary.destinations.connectors.postgresql;

import org.jspecify.annotations.NullMarked;
