/**
 * Audiences over REST: definitions, members, preview, explanations.
 *
 * <p>Values of traits are masked for a caller who may not see them. It depends on the other
 * packages and on the runtime.
 */
@NullMarked
package dev.tributary.audience.http;

import org.jspecify.annotations.NullMarked;
