/** Tests of manifests. */
@NullMarked
package dev.tributary.destinations.connector.manifest;

import org.jspecify.annotations.NullMarked;
