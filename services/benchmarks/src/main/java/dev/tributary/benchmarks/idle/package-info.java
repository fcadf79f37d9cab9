/** The resources that an installation uses while little happens in it. */
@NullMarked
package dev.tributary.benchmarks.idle;

import org.jspecify.annotations.NullMarked;
