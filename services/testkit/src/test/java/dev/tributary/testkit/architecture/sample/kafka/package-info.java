/** An adapter that the test of a rule reads. */
@NullMarked
package dev.tributary.testkit.architecture.sample.kafka;

import org.jspecify.annotations.NullMarked;
