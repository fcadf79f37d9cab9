/** The catalogue of traits and events over REST. */
@NullMarked
package dev.tributary.audience.http.catalogue;

import org.jspecify.annotations.NullMarked;
