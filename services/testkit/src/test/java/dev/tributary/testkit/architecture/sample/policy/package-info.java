/** A domain package that the test of a rule reads. */
@NullMarked
package dev.tributary.testkit.architecture.sample.policy;

import org.jspecify.annotations.NullMarked;
