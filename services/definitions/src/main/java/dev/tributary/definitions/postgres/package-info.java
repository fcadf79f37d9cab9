/**
 * Definitions in PostgreSQL, and transactions of Hibernate Reactive over the database of a service.
 * Each transaction has a session of its own and names its workspace first. Repositories of Panache
 * read and write the tables of definitions. The package depends on Hibernate, on Panache, on Vert.x
 * and on the packages audit, http, outbox and postgres of the runtime.
 */
@NullMarked
package dev.tributary.definitions.postgres;

import org.jspecify.annotations.NullMarked;
