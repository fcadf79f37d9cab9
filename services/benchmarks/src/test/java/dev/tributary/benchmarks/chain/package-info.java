@NullMarked
package dev.tributary.benchmarks.chain;

import org.jspecify.annotations.NullMarked;
