/** Replays of the history, dry runs of identity rules and rebuilds, as jobs that read the log. */
@NullMarked
package dev.tributary.identity.kafka.replay;

import org.jspecify.annotations.NullMarked;
