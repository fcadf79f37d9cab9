/**
 * The service's tables: batches for the loop, queries for REST.
 *
 * <p>Every statement names the workspace in its keys; a poll's rows travel as arrays. It depends on
 * the domain, JDBC and Jdbi.
 */
@NullMarked
package dev.tributary.identity.postgres;

import org.jspecify.annotations.NullMarked;
