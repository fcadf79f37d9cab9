/**
 * What a connector is: a manifest that declares, and code that performs.
 *
 * <p>The engine, the REST API, the web UI and the documentation know connectors only through these
 * types, so a connector is added in one folder. It depends on Jackson and the JDK only.
 */
@NullMarked
package dev.tributary.destinations.connector;

import org.jspecify.annotations.NullMarked;
