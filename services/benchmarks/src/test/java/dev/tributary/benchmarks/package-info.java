/** The rules about the packages of the benchmarks. */
@NullMarked
package dev.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
