/**
 * The history of definitions over REST: what all owners share.
 *
 * <p>Each owner adds the routes of its own kinds. The package depends on the store, and on the
 * package http of the runtime.
 */
@NullMarked
package dev.tributary.definitions.http;

import org.jspecify.annotations.NullMarked;
