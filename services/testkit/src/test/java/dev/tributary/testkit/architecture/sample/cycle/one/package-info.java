/** A package that the test of a rule reads. */
@NullMarked
package dev.tributary.testkit.architecture.sample.cycle.one;

import org.jspecify.annotations.NullMarked;
