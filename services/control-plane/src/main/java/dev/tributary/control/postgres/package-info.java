/**
 * PostgreSQL: the audit trail with Hibernate Reactive, where each transaction opens a session of
 * its own and names its workspace first; the other tables with JDBC. It depends on the domain, on
 * Hibernate and on the runtime.
 */
@NullMarked
package dev.tributary.control.postgres;

import org.jspecify.annotations.NullMarked;
