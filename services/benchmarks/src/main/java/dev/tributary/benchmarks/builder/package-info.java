/**
 * How long the audience builder counts, beside SQL that somebody wrote for the one question.
 *
 * <p>The count goes through the REST API. The SQL asks the tables that rules are decided by, and
 * tells one number.
 */
@NullMarked
package dev.tributary.benchmarks.builder;

import org.jspecify.annotations.NullMarked;
