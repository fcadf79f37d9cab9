/** Tests of how syncs are held against manifests. */
@NullMarked
package dev.tributary.destinations.sync;

import org.jspecify.annotations.NullMarked;
