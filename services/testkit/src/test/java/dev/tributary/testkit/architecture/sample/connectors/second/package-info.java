/** An adapter that the test of a rule reads. */
@NullMarked
package dev.tributary.testkit.architecture.sample.connectors.second;

import org.jspecify.annotations.NullMarked;
