/** Tests of the protocols. */
@NullMarked
package dev.tributary.destinations.link;

import org.jspecify.annotations.NullMarked;
