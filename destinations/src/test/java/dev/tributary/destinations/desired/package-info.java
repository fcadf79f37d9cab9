/** Tests of what is desired, without a database. */
@NullMarked
package dev.tributary.destinations.desired;

import org.jspecify.annotations.NullMarked;
