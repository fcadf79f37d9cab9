/** Audiences over REST: definitions, versions, members and sizes. */
@NullMarked
package dev.tributary.audience.http.audience;

import org.jspecify.annotations.NullMarked;
