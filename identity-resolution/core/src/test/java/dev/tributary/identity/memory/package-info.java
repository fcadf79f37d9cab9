/**
 * The stores of identity resolution in memory, so that tests apply thousands of histories in a
 * second. They extend the same conformance suite as those of PostgreSQL.
 */
@NullMarked
package dev.tributary.identity.memory;

import org.jspecify.annotations.NullMarked;
