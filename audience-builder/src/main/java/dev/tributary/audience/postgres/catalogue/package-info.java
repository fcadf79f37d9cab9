/** The names and values that marketers choose from: traits, events and their properties. */
@NullMarked
package dev.tributary.audience.postgres.catalogue;

import org.jspecify.annotations.NullMarked;
