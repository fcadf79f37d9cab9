@NullMarked
package dev.tributary.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
