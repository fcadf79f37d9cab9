/** The channel that wakes the live feed of events. */
@NullMarked
package dev.tributary.identity.kafka.stream;

import org.jspecify.annotations.NullMarked;
