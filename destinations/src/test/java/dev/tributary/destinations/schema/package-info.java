/** Tests of the fields of vendors. */
@NullMarked
package dev.tributary.destinations.schema;

import org.jspecify.annotations.NullMarked;
