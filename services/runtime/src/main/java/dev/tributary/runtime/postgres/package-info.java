/**
 * The service's own database: its three roles, its migrations, and the transactions of a workspace.
 *
 * <p>Loops and workers use the worker's role. HTTP requests use the request's role, which sees one
 * workspace at a time. The package depends on JDBC, Jdbi and Flyway.
 */
@NullMarked
package dev.tributary.runtime.postgres;

import org.jspecify.annotations.NullMarked;
