/** Dry runs of identity rules and rebuilds, over REST. */
@NullMarked
package dev.tributary.identity.http.replay;

import org.jspecify.annotations.NullMarked;
