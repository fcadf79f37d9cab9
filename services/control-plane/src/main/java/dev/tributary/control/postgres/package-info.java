/**
 * PostgreSQL with Hibernate Reactive: its transactions, and a package for each part of the domain.
 * Each transaction has a session of its own and names its workspace first. It depends on the
 * domain, on Hibernate and on the runtime.
 */
@NullMarked
package dev.tributary.control.postgres;

import org.jspecify.annotations.NullMarked;
