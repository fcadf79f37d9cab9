/**
 * Suggested matches: the probability that two records are of one person, and why (Fellegi and
 * Sunter, 1969).
 *
 * <p>Pure: the model, its estimation from counts, and the quality of its suggestions. The package
 * duckdb does the counting. It depends on the JDK alone.
 */
@NullMarked
package dev.tributary.identity.matching;

import org.jspecify.annotations.NullMarked;
