@NullMarked
package dev.tributary.destinations.pattern;

import org.jspecify.annotations.NullMarked;
