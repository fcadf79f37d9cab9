/** Accepted events and their order. */
@NullMarked
package dev.tributary.identity.timeline;

import org.jspecify.annotations.NullMarked;
