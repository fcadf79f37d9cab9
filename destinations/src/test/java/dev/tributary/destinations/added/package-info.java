@NullMarked
package dev.tributary.destinations.added;

import org.jspecify.annotations.NullMarked;
