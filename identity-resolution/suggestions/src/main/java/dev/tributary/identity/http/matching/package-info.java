/** Suggested matches, their settings and runs, over REST. */
@NullMarked
package dev.tributary.identity.http.matching;

import org.jspecify.annotations.NullMarked;
