@NullMarked
package dev.tributary.benchmarks.starts;

import org.jspecify.annotations.NullMarked;
