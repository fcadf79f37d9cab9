/**
 * The measurements behind the decision on how stored data forgets a person.
 *
 * <p>It compares a log in clear, kept for a while, with a log in which each person's events are
 * sealed under a key of their own. See docs/adr.
 */
@NullMarked
package dev.tributary.benchmarks.forgetting;

import org.jspecify.annotations.NullMarked;
