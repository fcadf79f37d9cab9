@NullMarked
package dev.tributary.destinations.credential;

import org.jspecify.annotations.NullMarked;
