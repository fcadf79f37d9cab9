package dev.tributary.warehouse.http;

import dev.tributary.warehouse.run.Phase;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunState;
import dev.tributary.warehouse.snapshot.Counts;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is shown.
 *
 * @param startedAt business time
 * @param duration how long it has been worked on, without the time that it was held; null before it
 *     starts
 * @param published changes that are on their way so far
 * @param toPublish changes in all, once the run has compared
 */
@Schema(name = "Run")
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
    @Nullable Duration duration,
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
        run.startedAt() == null ? null : run.worked(),
        counts,
        run.published(),
        counts.added() + counts.changed() + counts.removed(),
        run.failure());
  }
}
