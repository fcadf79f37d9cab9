/** Classes with ids, which the test of a rule reads. */
@NullMarked
package dev.tributary.testkit.architecture.sample.ids;

import org.jspecify.annotations.NullMarked;
