/** Regular expressions of manifests. Their work is limited. */
@NullMarked
package dev.tributary.destinations.pattern;

import org.jspecify.annotations.NullMarked;
