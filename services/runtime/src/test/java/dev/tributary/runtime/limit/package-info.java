/** Token buckets, in memory and in a real Redis. */
@NullMarked
package dev.tributary.runtime.limit;

import org.jspecify.annotations.NullMarked;
