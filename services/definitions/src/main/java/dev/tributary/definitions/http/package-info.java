/**
 * The history of definitions over REST: what all owners share.
 *
 * <p>Each owner adds a resource for each of its kinds, which gives the path. The package depends on
 * the store, and on the packages http and openapi of the runtime.
 */
@NullMarked
package dev.tributary.definitions.http;

import org.jspecify.annotations.NullMarked;
