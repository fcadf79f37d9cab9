/** The trait dictionary, policies and the quality of traits, over REST. */
@NullMarked
package dev.tributary.identity.http.trait;

import org.jspecify.annotations.NullMarked;
