/**
 * Alert rules of objects in PostgreSQL, as a repository of Panache in the persistence unit of
 * requests. It depends on the domain, on Panache and on the runtime.
 */
@NullMarked
package dev.tributary.control.postgres.objectrule;

import org.jspecify.annotations.NullMarked;
