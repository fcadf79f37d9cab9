/**
 * The clock of the installation in PostgreSQL, in the persistence unit of the worker. It depends on
 * the domain and on Hibernate.
 */
@NullMarked
package dev.tributary.control.postgres.clock;

import org.jspecify.annotations.NullMarked;
