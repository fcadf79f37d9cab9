/** Connectors over REST: their manifests, and those that a workspace adds at run time. */
@NullMarked
package dev.tributary.destinations.http.connector;

import org.jspecify.annotations.NullMarked;
