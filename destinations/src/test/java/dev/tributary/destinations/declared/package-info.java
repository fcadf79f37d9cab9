/** Tests of connectors without Java. */
@NullMarked
package dev.tributary.destinations.declared;

import org.jspecify.annotations.NullMarked;
