/** Records that the test of a rule reads. */
@NullMarked
package dev.tributary.testkit.architecture.sample.records;

import org.jspecify.annotations.NullMarked;
