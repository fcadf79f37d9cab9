/**
 * The styles in which a service can use PostgreSQL: JDBC on platform threads or on virtual threads,
 * and Hibernate Reactive on event loops.
 */
@NullMarked
package dev.tributary.benchmarks.styles;

import org.jspecify.annotations.NullMarked;
