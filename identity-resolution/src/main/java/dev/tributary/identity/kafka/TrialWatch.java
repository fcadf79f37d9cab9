package dev.tributary.identity.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.job.JobContext;
import dev.tributary.identity.postgres.ShadowTables;
import dev.tributary.identity.trial.PastInput;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.identity.trial.TrialProgress;
import dev.tributary.identity.trial.Watch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells how far a trial is, and ends it when nobody waits for it any more or its time is up. */
final class TrialWatch implements Watch {
  private static final Duration OFTEN = Duration.ofMillis(500);

  private final Connection tx;
  private final Shadow shadow;
  private final JobContext context;
  private final Clock clock;
  private final Instant end;
  private final Function<TrialProgress, JsonNode> told;
  private final ShadowTables tables = new ShadowTables();
  private Instant toldAt = Instant.MIN;
  private boolean timeIsUp;

  /**
   * @param told how it is told how far it is
   */
  TrialWatch(
      Connection tx,
      Shadow shadow,
      JobContext context,
      Clock clock,
      Duration bound,
      Function<TrialProgress, JsonNode> told) {
    this.told = told;
    this.tx = tx;
    this.shadow = shadow;
    this.context = context;
    this.clock = clock;
    this.end = clock.instant().plus(bound);
  }

  @Override
  public void done(long inputs, long all) {
    Instant now = clock.instant();
    if (inputs == all || toldAt.isBefore(now.minus(OFTEN))) {
      toldAt = now;
      context.progress(told.apply(new TrialProgress(inputs, all, reached(inputs))));
    }
  }

  private @Nullable Instant reached(long inputs) {
    if (inputs == 0) {
      return null;
    }
    try {
      List<PastInput> last = tables.page(tx, shadow, inputs - 1, 1);
      tx.commit();
      return last.getFirst().acceptedAt();
    } catch (SQLException e) {
      throw new IllegalStateException("How far it is cannot be read", e);
    }
  }

  @Override
  public boolean stopped() {
    timeIsUp = timeIsUp || !clock.instant().isBefore(end);
    return timeIsUp || context.cancelled();
  }

  /** Whether that is why it ended. */
  boolean timeIsUp() {
    return timeIsUp;
  }
}
