/**
 * The audit trail in PostgreSQL, with Hibernate Reactive. Each transaction opens a session of its
 * own and names its workspace first. It depends on the domain and on Hibernate.
 */
@NullMarked
package dev.tributary.control.postgres;

import org.jspecify.annotations.NullMarked;
