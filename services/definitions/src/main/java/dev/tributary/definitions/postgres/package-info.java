/**
 * Definitions in PostgreSQL, and transactions of Hibernate Reactive over the database of a service.
 * Each transaction has a session of its own and names its workspace first. The package depends on
 * Hibernate, on Vert.x and on the packages audit, http, outbox and postgres of the runtime.
 */
@NullMarked
package dev.tributary.definitions.postgres;

import org.jspecify.annotations.NullMarked;
