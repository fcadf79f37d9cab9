package dev.tributary.warehouse.http;

import dev.tributary.warehouse.run.Phase;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunState;
import dev.tributary.warehouse.snapshot.Counts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is shown.
 *
 * @param published changes that are on their way so far
 * @param toPublish changes in all, once the run has compared
 */
public record RunView(
    String id,
    String model,
    RunState state,
    @Nullable Phase phase,
    String trigger,
    @Nullable String actor,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    Counts counts,
    long published,
    long toPublish,
    Run.@Nullable Failure failure) {

  static RunView of(Run run) {
    Counts counts = run.counts();
    return new RunView(
        run.id(),
        run.model(),
        run.state(),
        run.phase(),
        run.trigger(),
        run.actor(),
        run.queuedAt(),
        run.startedAt(),
        run.endedAt(),
        counts,
        run.published(),
        counts.added() + counts.changed() + counts.removed(),
        run.failure());
  }
}
