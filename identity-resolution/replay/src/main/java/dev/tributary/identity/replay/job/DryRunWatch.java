package dev.tributary.identity.replay.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.job.JobContext;
import dev.tributary.identity.replay.DryRunProgress;
import dev.tributary.identity.replay.HistoricalInput;
import dev.tributary.identity.replay.ProgressListener;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.store.replay.ReplayConnection;
import dev.tributary.identity.store.replay.ReplayTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the progress of a dry run, and stops it when it is cancelled or its time limit is
 * reached.
 */
final class DryRunWatch implements ProgressListener {
  private static final Duration OFTEN = Duration.ofMillis(500);

  private final ReplayConnection tx;
  private final ReplayCopy copy;
  private final JobContext context;
  private final Clock clock;
  private final Instant end;
  private final Function<DryRunProgress, JsonNode> toJson;
  private final ReplayTransaction stores;
  private Instant publishedAt = Instant.MIN;
  private boolean timeIsUp;

  /**
   * @param toJson makes the JSON of the progress
   */
  DryRunWatch(
      ReplayConnection tx,
      ReplayCopy copy,
      JobContext context,
      Clock clock,
      Duration bound,
      Function<DryRunProgress, JsonNode> toJson) {
    this.toJson = toJson;
    this.tx = tx;
    this.stores = tx.stores();
    this.copy = copy;
    this.context = context;
    this.clock = clock;
    this.end = clock.instant().plus(bound);
  }

  @Override
  public void done(long inputs, long all) {
    Instant now = clock.instant();
    if (inputs == all || publishedAt.isBefore(now.minus(OFTEN))) {
      publishedAt = now;
      context.progress(toJson.apply(new DryRunProgress(inputs, all, reached(inputs))));
    }
  }

  private @Nullable Instant reached(long inputs) {
    if (inputs == 0) {
      return null;
    }
    List<HistoricalInput> last = stores.replays().copies().page(copy, inputs - 1, 1);
    tx.commit();
    return last.getFirst().acceptedAt();
  }

  @Override
  public boolean stopped() {
    timeIsUp = timeIsUp || !clock.instant().isBefore(end);
    return timeIsUp || context.cancelled();
  }

  /** Whether the dry run stopped because of its time limit. */
  boolean timeIsUp() {
    return timeIsUp;
  }
}
