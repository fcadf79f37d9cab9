/**
 * Change requests in PostgreSQL, as a repository of Panache in the persistence unit of requests. It
 * depends on the domain, on Panache and on the runtime.
 */
@NullMarked
package dev.tributary.control.postgres.approval;

import org.jspecify.annotations.NullMarked;
