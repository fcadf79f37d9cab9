/** Tests of the steps of mappings. */
@NullMarked
package dev.tributary.destinations.mapping;

import org.jspecify.annotations.NullMarked;
