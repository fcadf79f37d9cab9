/** The cost of the body of a declared connector, compared with Java that writes the same body. */
@NullMarked
package dev.tributary.benchmarks.templates;

import org.jspecify.annotations.NullMarked;
