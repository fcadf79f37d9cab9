/** Tests of the protocols. */
@NullMarked
package dev.tributary.destinations.protocol;

import org.jspecify.annotations.NullMarked;
