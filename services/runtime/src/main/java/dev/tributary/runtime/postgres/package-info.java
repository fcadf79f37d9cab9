/**
 * The service's own database: its three roles, its migrations, transactions of a workspace.
 *
 * <p>Loops and workers use the worker's role, HTTP the request's, which sees one workspace at a
 * time. It depends on JDBC, Jdbi and Flyway.
 */
@NullMarked
package dev.tributary.runtime.postgres;

import org.jspecify.annotations.NullMarked;
