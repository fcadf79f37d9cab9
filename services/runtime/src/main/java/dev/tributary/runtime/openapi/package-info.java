/**
 * Completes every service's API document beyond its annotations: which fields are always there or
 * required, which may be null, what the variants of a type are, what common parameters mean, and
 * examples.
 *
 * <p>It runs during the build of a service and reads the service's types by reflection. The package
 * depends on MicroProfile OpenAPI and on the build's index of classes.
 */
@NullMarked
package dev.tributary.runtime.openapi;

import org.jspecify.annotations.NullMarked;
