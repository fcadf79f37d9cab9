/**
 * Warehouses: databases and files that hold a company's tables.
 *
 * <p>Domain: typed fields, never a URL. It depends on the JDK and Jackson's annotations.
 */
@NullMarked
package dev.tributary.warehouse.connection;

import org.jspecify.annotations.NullMarked;
