/**
 * The scheme for the names of tables, and its check in the database of a service. It depends on the
 * package infra.
 */
@NullMarked
package dev.tributary.testkit.tables;

import org.jspecify.annotations.NullMarked;
