/**
 * What every service's API document says beyond its annotations: which fields are always there,
 * which may be null, what the variants of a type are, and what common parameters mean.
 *
 * <p>It runs while a service is built and reads the service's types by reflection. It depends on
 * MicroProfile OpenAPI and on the index of classes that the build has.
 */
@NullMarked
package dev.tributary.runtime.openapi;

import org.jspecify.annotations.NullMarked;
