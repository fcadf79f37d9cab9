/**
 * Suggested matches: how likely two records are of one person, and why (Fellegi and Sunter, 1969).
 *
 * <p>Pure: the model, how it is estimated from counts, and how good its suggestions are. The
 * counting is the duckdb package's. It depends on the JDK alone.
 */
@NullMarked
package dev.tributary.identity.matching;

import org.jspecify.annotations.NullMarked;
