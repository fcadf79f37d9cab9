@NullMarked
package dev.tributary.benchmarks.identity;

import org.jspecify.annotations.NullMarked;
