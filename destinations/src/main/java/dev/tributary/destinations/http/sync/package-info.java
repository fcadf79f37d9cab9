/** Syncs over REST: definitions, versions, previews, test deliveries and funnels. */
@NullMarked
package dev.tributary.destinations.http.sync;

import org.jspecify.annotations.NullMarked;
