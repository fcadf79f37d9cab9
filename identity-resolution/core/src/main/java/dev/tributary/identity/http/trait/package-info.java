/** The trait dictionary and policies, over REST. */
@NullMarked
package dev.tributary.identity.http.trait;

import org.jspecify.annotations.NullMarked;
