/**
 * PostgreSQL with Hibernate Reactive: a package for each part of the domain. Each transaction names
 * its workspace first. It depends on the domain, on Hibernate, on the library of definitions and on
 * the runtime.
 */
@NullMarked
package dev.tributary.control.postgres;

import org.jspecify.annotations.NullMarked;
