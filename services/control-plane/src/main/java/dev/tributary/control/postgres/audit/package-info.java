/**
 * The audit trail in PostgreSQL, with Hibernate Reactive. Requests read it with entities. The
 * channels add to it with statements over many rows. It depends on the domain, on Hibernate and on
 * the runtime.
 */
@NullMarked
package dev.tributary.control.postgres.audit;

import org.jspecify.annotations.NullMarked;
