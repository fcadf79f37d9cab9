/** Why profiles are one or not: evidence, merges, conflicts, links and caps, over REST. */
@NullMarked
package dev.tributary.identity.http.evidence;

import org.jspecify.annotations.NullMarked;
