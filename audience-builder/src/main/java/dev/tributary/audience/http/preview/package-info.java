/** The preview of a rule over REST: how many people match, samples, and why. */
@NullMarked
package dev.tributary.audience.http.preview;

import org.jspecify.annotations.NullMarked;
