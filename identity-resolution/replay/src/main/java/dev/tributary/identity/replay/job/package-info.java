/**
 * Replays of the history, dry runs of identity rules and rebuilds, as jobs. The log is a port,
 * {@link dev.tributary.identity.replay.job.InputHistory}, and so is the database, in {@code
 * store.replay}. The package depends on the packages job, loop, rebuild, replay and store.
 */
@NullMarked
package dev.tributary.identity.replay.job;

import org.jspecify.annotations.NullMarked;
