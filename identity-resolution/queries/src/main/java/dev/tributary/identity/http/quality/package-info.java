/** The quality of traits, over REST. */
@NullMarked
package dev.tributary.identity.http.quality;

import org.jspecify.annotations.NullMarked;
