/** How many events each source may send per second. It depends on the package source. */
@NullMarked
package dev.tributary.collector.limit;

import org.jspecify.annotations.NullMarked;
