@NullMarked
package dev.tributary.benchmarks.load;

import org.jspecify.annotations.NullMarked;
