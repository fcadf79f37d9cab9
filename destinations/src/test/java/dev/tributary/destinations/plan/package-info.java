/** Tests of plans. */
@NullMarked
package dev.tributary.destinations.plan;

import org.jspecify.annotations.NullMarked;
