/** Tests of manifests. */
@NullMarked
package dev.tributary.destinations.connector;

import org.jspecify.annotations.NullMarked;
