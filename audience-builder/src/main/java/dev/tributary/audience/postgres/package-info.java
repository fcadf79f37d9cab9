/**
 * The audience builder's tables.
 *
 * <p>Each class accesses one of them in the caller's transaction, with one statement for many rows.
 * It depends on the domain packages and JDBC.
 */
@NullMarked
package dev.tributary.audience.postgres;

import org.jspecify.annotations.NullMarked;
