@NullMarked
package dev.tributary.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
