/**
 * The measurements behind the decision on how stored data forgets a person.
 *
 * <p>It compares a plain log with limited retention with a log in which the events of each person
 * are sealed with a key of their own. See docs/adr.
 */
@NullMarked
package dev.tributary.benchmarks.forgetting;

import org.jspecify.annotations.NullMarked;
