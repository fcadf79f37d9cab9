/**
 * The connector SPI: a manifest declares what a connector can do, and code performs it.
 *
 * <p>The engine, the REST API, the web UI and the documentation know connectors only through these
 * types, so a connector is added in one folder. It depends on Jackson and the JDK only.
 */
@NullMarked
package dev.tributary.destinations.connector;

import org.jspecify.annotations.NullMarked;
