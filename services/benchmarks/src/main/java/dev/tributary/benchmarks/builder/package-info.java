/**
 * How long a count of the audience builder takes, compared with SQL for the one question.
 *
 * <p>The count goes through the REST API. The SQL reads the tables that decide the rules, and
 * returns one number.
 */
@NullMarked
package dev.tributary.benchmarks.builder;

import org.jspecify.annotations.NullMarked;
