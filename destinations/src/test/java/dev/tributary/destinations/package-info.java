/** Tests of the service as a whole. */
@NullMarked
package dev.tributary.destinations;

import org.jspecify.annotations.NullMarked;
